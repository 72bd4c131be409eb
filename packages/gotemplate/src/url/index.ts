export { UrlError } from "./escape.ts";
export { parseUrl } from "./parse.ts";
export { renderUrl, renderUser } from "./render.ts";
export { emptyUrl, type Url, type UserInfo } from "./url.ts";
