// An arrow for a vector with a name: the angular momentum about the mass centre.
import { ConeGeometry, CylinderGeometry, Group, Mesh, MeshBasicMaterial, Vector3 } from "three";
import { Track } from "../show/data.ts";
import type { Clock, PackedRows } from "../show/format.ts";

const LONG = 1.1; // Length of the greatest one. [m] Our choice.
const UP = new Vector3(0, 1, 0);

export class Momentum {
  readonly group = new Group();
  private readonly track: Track;
  private readonly v = new Vector3();
  private readonly shaft: Mesh;
  private readonly tip: Mesh;
  private most = 1e-6;

  constructor(momentum: PackedRows, clock: Clock) {
    this.track = new Track(momentum, clock);
    const { values } = this.track;
    for (let i = 0; i < values.length; i += 3)
      this.most = Math.max(this.most, Math.hypot(values[i], values[i + 1], values[i + 2]));
    const paint = new MeshBasicMaterial({ color: "#7ff0d0" });
    this.shaft = new Mesh(new CylinderGeometry(0.013, 0.013, 1, 10).translate(0, 0.5, 0), paint);
    this.tip = new Mesh(new ConeGeometry(0.045, 0.13, 16), paint);
    this.group.add(this.shaft, this.tip);
  }
  pose(time: number, at: Vector3) {
    this.v.set(this.track.at(time, 0), this.track.at(time, 1), this.track.at(time, 2));
    const size = this.v.length(),
      long = Math.max(0.02, (LONG * size) / this.most);
    this.group.position.copy(at);
    this.group.quaternion.setFromUnitVectors(UP, size > 1e-9 ? this.v.divideScalar(size) : UP);
    this.shaft.scale.y = long;
    this.tip.position.y = long;
    return size; // [kg m^2/s]
  }
}
