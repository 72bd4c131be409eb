import { found } from "./cloud-refusal.ts";
import { type Collection, collectionRoutes } from "./collection.ts";
import type { Image } from "./resources.ts";
import { type Route, versionsRoute } from "./route.ts";

/** Glance. What is asked: gophercloud v2.10.0, openstack/image/v2/images, as of Cluster API Provider OpenStack v0.14.7, pkg/clients/image.go. */

const images: Collection<Image> = {
  path: "/image/v2/images",
  one: "image",
  many: "images",
  table: ({ images }) => images,
  filters: ["name", "tag"],
};

/** Images are shown without a key around them. */
const show: Route = {
  method: "GET",
  path: `${images.path}/:id`,
  answer: ({ parameters: { id = "" } }, cloud) => ({ status: 200, body: found(cloud.images.get(id), "Image", id) }),
};

export const glanceRoutes: readonly Route[] = [versionsRoute("/image/", ["v2.16"]), show, ...collectionRoutes(images)];
