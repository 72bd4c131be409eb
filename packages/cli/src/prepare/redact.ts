const secretName = /(PASSWORD|PASSCODE|SECRET|TOKEN)/i;
/** `password: x`, `"token": "x"`, `secret=x`, and the same inside longer names. */
const secretSetting = /((?:"|')?[\w-]*(?:password|passcode|secret|token)[\w-]*(?:"|')?\s*[:=]\s*)("[^"]*"|'[^']*'|[^\s,;}]+)/gi;

/** Takes secrets out of a text of a program: values of environment variables that hold some, and what stands behind names such as password. */
export function redacted(text: string, environment: Readonly<Record<string, string | undefined>>): string {
  const values = Object.entries(environment).flatMap(([name, value]) =>
    secretName.test(name) && value !== undefined && value.length > 3 ? [value] : [],
  );
  const without = values.sort((a, b) => b.length - a.length).reduce((rest, value) => rest.replaceAll(value, "***"), text);
  return without.replace(secretSetting, "$1***");
}
