// The ground: dark earth, and the ring with a star in its sawdust.
import {
  BufferAttribute,
  CanvasTexture,
  CircleGeometry,
  Color,
  Group,
  LatheGeometry,
  Mesh,
  MeshStandardMaterial,
  SRGBColorSpace,
  Vector2,
} from "three";
import type { Layout } from "../show/layout.ts";
import { random } from "./random.ts";

const RING = 6.5; // A circus ring is 13 m across (42 ft) the world over. [m]

// Sawdust with a twelve-fold star swept into it, as seen from above.
function sawdust() {
  const n = 1024,
    canvas = document.createElement("canvas");
  canvas.width = canvas.height = n;
  const pen = canvas.getContext("2d");
  if (!pen) throw new Error("This browser draws no pictures. Try another one.");
  const image = pen.createImageData(n, n),
    rnd = random(7),
    points = 12;
  for (let y = 0; y < n; y++)
    for (let x = 0; x < n; x++) {
      const u = (x / n - 0.5) * 2,
        v = (y / n - 0.5) * 2,
        r = Math.hypot(u, v),
        a = Math.atan2(v, u);
      const fold = Math.abs((((a / (2 * Math.PI)) * points + 100) % 1) - 0.5) * 2; // 0 between, 1 on a ray.
      const edge = (w: number) => Math.min(1, Math.max(0, w * 60));
      let light = 0.62;
      light += 0.26 * edge(0.3 + 0.42 * fold - r) * edge(r - 0.16); // The star,
      light -= 0.3 * edge(0.21 + 0.2 * fold - r); // a smaller one in it,
      light += 0.3 * edge(0.13 - r); // and its heart.
      light -= 0.28 * edge(r - 0.8) * edge(0.84 - r) + 0.28 * edge(r - 0.88) * edge(0.9 - r);
      const grain = 0.86 + 0.2 * rnd() + (rnd() > 0.985 ? 0.12 : 0),
        rough = 0.94 + 0.06 * Math.sin(9 * r + 3 * Math.sin(5 * a)),
        k = 255 * Math.min(1, light * grain * rough);
      image.data.set([k, k * 0.8, k * 0.6, 255], 4 * (y * n + x));
    }
  pen.putImageData(image, 0, 0);
  const texture = new CanvasTexture(canvas);
  texture.colorSpace = SRGBColorSpace;
  texture.anisotropy = 8;
  return texture;
}

function kerb() {
  const w = 0.22,
    h = 0.36,
    profile = [
      [RING - w, 0],
      [RING - w, h * 0.86],
      [RING - w * 0.7, h],
      [RING + w * 0.7, h],
      [RING + w, h * 0.86],
      [RING + w, 0],
    ];
  const g = new LatheGeometry(
    profile.map(([x, y]) => new Vector2(x, y)),
    192,
  );
  g.rotateX(Math.PI / 2);
  const colours: number[] = [],
    red = new Color("#6d0c22"),
    gold = new Color("#c9933c"),
    pale = new Color("#d8b98a"),
    p = g.attributes.position;
  for (let i = 0; i < p.count; i++) {
    const k = Math.floor((Math.atan2(p.getY(i), p.getX(i)) / Math.PI + 1) * 24),
      c = p.getZ(i) > h * 0.95 ? gold : k % 2 ? red : pale;
    colours.push(c.r, c.g, c.b);
  }
  g.setAttribute("color", new BufferAttribute(new Float32Array(colours), 3));
  return new Mesh(g, new MeshStandardMaterial({ vertexColors: true, roughness: 0.5, side: 2 }));
}

export function floor(lay: Layout) {
  const group = new Group(),
    earth = new Mesh(
      new CircleGeometry(46, 64),
      new MeshStandardMaterial({ color: "#332a2c", roughness: 0.95 }),
    );
  const edge = kerb(),
    map = sawdust();
  // A little light of its own stands for what the other lamps of the house spill on the ring.
  const ring = new Mesh(
    new CircleGeometry(RING - 0.2, 96),
    new MeshStandardMaterial({
      map,
      color: "#c9b49a",
      roughness: 0.86,
      emissive: "#4a3020",
      emissiveMap: map,
      emissiveIntensity: 0.55,
    }),
  );
  ring.position.z = 0.006;
  edge.castShadow = true;
  for (const mesh of [earth, ring, edge]) {
    mesh.receiveShadow = true;
    group.add(mesh);
  }
  group.position.set(lay.mid, lay.middle, lay.floor);
  return group;
}
