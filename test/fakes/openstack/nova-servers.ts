import { CloudRefusal, notFound } from "./cloud-refusal.ts";
import type { CloudState } from "./cloud-state.ts";
import type { Flavor, Port, Server, Volume } from "./resources.ts";
import type { Exchange } from "./route.ts";

/** Servers of Nova come and go. What is asked: gophercloud v2.10.0, openstack/compute/v2/servers and /keypairs; what is refused: Nova's API reference. */

export const serverFields = [
  "name",
  "imageRef",
  "flavorRef",
  "networks",
  "user_data",
  "availability_zone",
  "metadata",
  "config_drive",
  "tags",
  "block_device_mapping_v2",
  "key_name",
];

/** Hints that the scheduler knows. Source: Nova, api/openstack/compute/schemas/servers.py. */
export const hintFields = ["group", "different_host", "same_host", "query", "target_cell", "build_near_host_ip"];

interface BlockDevice {
  source_type: "image" | "volume" | "blank";
  uuid?: string;
  boot_index: number;
  delete_on_termination: boolean;
}

interface ServerRequest {
  name: string;
  imageRef: string;
  flavorRef: string;
  networks: { port: string }[];
  user_data?: string;
  availability_zone?: string;
  metadata?: Record<string, string>;
  config_drive?: boolean;
  tags?: string[];
  block_device_mapping_v2?: BlockDevice[];
  key_name?: string;
}

function badRequest(message: string): CloudRefusal {
  return new CloudRefusal(400, "badRequest", message);
}

/** Makes a server of ports and volumes that are there and free. */
export function createServer({ body, headers }: Exchange, cloud: CloudState): Server {
  const request = body["server"] as ServerRequest;
  const hints = (body["os:scheduler_hints"] ?? {}) as Record<string, unknown>;
  const devices = request.block_device_mapping_v2 ?? [];
  checkChoices(cloud, request, hints);
  checkTags(request, String(headers["x-openstack-nova-api-version"]));
  checkBoot(cloud, request, devices);
  const ports = request.networks.map(({ port }) => freePort(cloud, port));
  const volumes = devices.filter(({ source_type }) => source_type === "volume");
  const attached = volumes.map(({ uuid = "" }) => freeVolume(cloud, uuid));
  const server = cloud.servers.add({
    name: request.name,
    tags: request.tags ?? [],
    status: "BUILD",
    flavor: { id: request.flavorRef },
    image: request.imageRef === "" ? "" : { id: request.imageRef },
    "OS-EXT-AZ:availability_zone": request.availability_zone ?? cloud.zones[0] ?? "nova",
    key_name: request.key_name ?? null,
    metadata: request.metadata ?? {},
    config_drive: request.config_drive === true ? "True" : "",
    user_data: request.user_data ?? "",
    scheduler_hints: hints,
    ports: ports.map(({ id }) => id),
    volumes: volumes.map(({ uuid = "", boot_index, delete_on_termination }) => ({ id: uuid, boot_index, delete_on_termination })),
  });
  for (const port of ports) Object.assign(port, { device_id: server.id, device_owner: `compute:${server["OS-EXT-AZ:availability_zone"]}` });
  for (const volume of attached) volume.status = "in-use";
  if (typeof hints["group"] === "string") cloud.serverGroups.get(hints["group"])?.members.push(server.id);
  return server;
}

/** Removes a server and its volumes that go with it; ports that were there before stay. */
export function deleteServer(cloud: CloudState, { id, ports, volumes }: Server): void {
  for (const port of ports.flatMap((each) => cloud.ports.get(each) ?? [])) Object.assign(port, { device_id: "", device_owner: "" });
  for (const { id: volume, delete_on_termination } of volumes) {
    if (delete_on_termination) cloud.volumes.remove(volume);
    else Object.assign(cloud.volumes.get(volume) ?? {}, { status: "available" });
  }
  for (const group of cloud.serverGroups.all()) group.members = group.members.filter((member) => member !== id);
  cloud.servers.remove(id);
}

function checkChoices(
  cloud: CloudState,
  { availability_zone, key_name, imageRef }: ServerRequest,
  { group }: Record<string, unknown>,
): void {
  if (availability_zone !== undefined && !cloud.zones.includes(availability_zone))
    throw badRequest("The requested availability zone is not available");
  if (key_name !== undefined && !cloud.keypairs.includes(key_name)) throw badRequest("Invalid key_name provided.");
  if (imageRef !== "" && cloud.images.get(imageRef) === undefined) throw badRequest(`Can not find requested image`);
  if (group !== undefined && cloud.serverGroups.get(String(group)) === undefined)
    throw badRequest(`ServerGroup ${group} could not be found.`);
}

/** Tags at creation came with microversion 2.52. */
function checkTags({ tags = [] }: ServerRequest, microversion: string): void {
  const [major = 0, minor = 0] = microversion.split(".").map(Number);
  if (tags.length > 0 && !(major === 2 && minor >= 52))
    throw badRequest("Invalid input for field/attribute server. Additional properties are not allowed ('tags' was unexpected)");
}

/** A server boots from its image or from one device; a flavor without a disk holds no image. */
function checkBoot(cloud: CloudState, { flavorRef, imageRef }: ServerRequest, devices: readonly BlockDevice[]): Flavor {
  const flavor = cloud.flavors.get(flavorRef);
  if (flavor === undefined) throw badRequest(`Flavor ${flavorRef} could not be found.`);
  const boot = devices.filter(({ boot_index }) => boot_index === 0);
  if (boot.length > 1 || (boot.length === 0 && imageRef === ""))
    throw badRequest(
      "Block Device Mapping is Invalid: Boot sequence for the instance and image/block device mapping combination is not valid.",
    );
  const isLocal = boot.every(({ source_type }) => source_type === "image");
  if (isLocal && flavor.disk === 0)
    throw new CloudRefusal(403, "forbidden", "Only volume-backed servers are allowed for flavors with zero disk.");
  return flavor;
}

function freePort(cloud: CloudState, id: string): Port {
  const port = cloud.ports.get(id);
  if (port === undefined) throw badRequest(`Port ${id} could not be found.`);
  if (port.device_id !== "") throw new CloudRefusal(409, "conflictingRequest", `Port ${id} is still in use.`);
  return port;
}

function freeVolume(cloud: CloudState, id: string): Volume {
  const volume = cloud.volumes.get(id);
  if (volume === undefined) throw notFound("Volume", id);
  if (volume.status !== "available")
    throw badRequest(`Invalid volume: volume ${id} status must be 'available'. Currently in '${volume.status}'`);
  return volume;
}
