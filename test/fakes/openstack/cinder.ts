import { CloudRefusal, found } from "./cloud-refusal.ts";
import { type Collection, collectionRoutes, detailRoute } from "./collection.ts";
import type { Volume } from "./resources.ts";
import type { Route } from "./route.ts";

/** Cinder. What is asked: gophercloud v2.10.0, openstack/blockstorage/v3/volumes, as of Cluster API Provider OpenStack v0.14.7, pkg/clients/volume.go. */

const volumes: Collection<Volume> = {
  path: "/volume/v3/volumes",
  one: "volume",
  many: "volumes",
  table: ({ volumes }) => volumes,
  filters: ["name", "project_id"],
  creates: ["name", "description", "size", "imageRef", "availability_zone", "volume_type"],
  created: 202,
  create: (cloud, fields) => {
    const {
      imageRef,
      availability_zone = cloud.zones[0] ?? "nova",
      volume_type = "__DEFAULT__",
      ...rest
    } = fields as unknown as VolumeRequest;
    if (!cloud.zones.includes(availability_zone))
      throw new CloudRefusal(400, "badRequest", `Availability zone '${availability_zone}' is invalid.`);
    if (!cloud.volumeTypes.includes(volume_type))
      throw new CloudRefusal(404, "itemNotFound", `Volume type with name ${volume_type} could not be found.`);
    if (imageRef !== undefined) found(cloud.images.get(imageRef), "Image", imageRef);
    return cloud.volumes.add({ ...rest, status: "creating", availability_zone, volume_type, image: imageRef ?? null });
  },
  settle: (_cloud, row) => {
    if (row.status === "creating") row.status = "available";
  },
  remove: (cloud, { id, status }) => {
    if (status !== "available")
      throw new CloudRefusal(
        400,
        "badRequest",
        `Invalid volume: Volume status must be available or error, but current status is: ${status}.`,
      );
    cloud.volumes.remove(id);
  },
  shown: (_cloud, { image, ...row }) => ({ ...row, bootable: String(image !== null), attachments: [] }),
};

interface VolumeRequest {
  size: number;
  imageRef?: string;
  availability_zone?: string;
  volume_type?: string;
}

export const cinderRoutes: readonly Route[] = [detailRoute(volumes), ...collectionRoutes(volumes)];
