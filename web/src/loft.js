// Rings into skin: dense smooth tubes with round ends, spheres in the joints, head, hair, thumbs.
import { Vector3, SphereGeometry } from "three";

const FINE = { around: 72, dense: 0.008 }, PLAIN = { around: 30, dense: 0.013 }; // Vertices around, and spacing of rings along a limb [m].

// Catmull-Rom through the given rings at `s`, each ring [cx, cy, along, rx, ry].
function between(rings, s) {
  let i = 0;
  while (i < rings.length - 2 && s > rings[i + 1][2]) i++;
  const p = [rings[Math.max(i - 1, 0)], rings[i], rings[i + 1], rings[Math.min(i + 2, rings.length - 1)]];
  const h = p[2][2] - p[1][2], u = h > 0 ? (s - p[1][2]) / h : 0;
  return [0, 1, 3, 4].map((k) => {
    const m0 = slope(p[0], p[1], p[2], k) * h, m1 = slope(p[1], p[2], p[3], k) * h;
    const v = (2 * u ** 3 - 3 * u * u + 1) * p[1][k] + (u ** 3 - 2 * u * u + u) * m0 + (3 * u * u - 2 * u ** 3) * p[2][k] + (u ** 3 - u * u) * m1;
    return k > 1 ? Math.max(v, 0.004) : v;
  });
}
function slope(a, b, c, k) {
  const h1 = b[2] - a[2], h2 = c[2] - b[2];
  if (h1 <= 0 || h2 <= 0) return h1 + h2 > 0 ? (c[k] - a[k]) / (h1 + h2) : 0;
  const d1 = (b[k] - a[k]) / h1, d2 = (c[k] - b[k]) / h2;
  return d1 * d2 <= 0 && k > 1 ? 0 : (d1 * h2 + d2 * h1) / (h1 + h2);
}

// Rings along one axis, ends closed by half ellipsoids of height `cap` (a share of the radius).
function tube(rings, axis, skin, cap = [0.8, 0.8], { around, dense } = PLAIN) {
  const first = rings[0], last = rings[rings.length - 1], rows = [];
  const end = (ring, sign, share) => {
    const depth = share * Math.min(ring[3], ring[4]);
    for (let k = 0; k <= 6; k++) { const a = (k / 6) * (Math.PI / 2) * 0.995; rows.push([ring[2] + sign * depth * Math.sin(a), ring[0], ring[1], ring[3] * Math.cos(a), ring[4] * Math.cos(a)]); }
  };
  end(first, -1, cap[0]); rows.reverse();
  const steps = Math.max(2, Math.ceil((last[2] - first[2]) / dense));
  for (let k = 1; k < steps; k++) { const s = first[2] + ((last[2] - first[2]) * k) / steps; rows.push([s, ...between(rings, s)]); }
  end(last, 1, cap[1]);
  return grid(rows.map(([s, cx, cy, rx, ry]) => (a) => axis === "x"
    ? { x: s, y: cx + rx * Math.cos(a), z: cy + ry * Math.sin(a) }
    : { x: cx + rx * Math.cos(a), y: cy + ry * Math.sin(a), z: s }), skin, around);
}

function grid(rows, skin, around) {
  const vertices = [], index = [];
  for (const row of rows) for (let j = 0; j < around; j++) { const v = row((2 * Math.PI * j) / around); vertices.push({ ...v, ...skin(v) }); }
  for (let i = 0; i < rows.length - 1; i++) for (let j = 0; j < around; j++) {
    const a = i * around + j, b = i * around + ((j + 1) % around);
    index.push(a, b, a + around, b, b + around, a + around);
  }
  return { vertices, index };
}

function ball(centre, radii, skin, shape = (v) => v, fine = 1) {
  const g = new SphereGeometry(1, 32 * fine, 24 * fine), p = g.attributes.position, vertices = [];
  for (let i = 0; i < p.count; i++) {
    const v = shape({ x: p.getX(i), y: p.getZ(i), z: p.getY(i) }); // Poles of the sphere along z.
    const w = { x: centre.x + radii[0] * v.x, y: centre.y + radii[1] * v.y, z: centre.z + radii[2] * v.z };
    vertices.push({ ...w, ...skin(w), nx: v.x, ny: v.y, nz: v.z });
  }
  const index = Array.from(g.index.array);
  for (let i = 0; i < index.length; i += 3) [index[i + 1], index[i + 2]] = [index[i + 2], index[i + 1]]; // Axes were swapped.
  return { vertices, index };
}

// Weight of the lower of two bodies at height z, blended over the joint's own thickness.
function blend(joints, z) {
  for (const { height, reach, upper, lower } of joints) if (z < height + reach) {
    if (z > height - reach) { const t = (height + reach - z) / (2 * reach); return { a: upper, b: lower, w: t * t * (3 - 2 * t) }; }
  }
  const below = joints.filter((j) => z <= j.height - j.reach).pop();
  const bone = below ? below.lower : joints[0].upper;
  return { a: bone, b: bone, w: 0 };
}

function chain(parts, origin, names) {
  const rings = [], joints = [];
  parts.forEach((part, k) => {
    const o = origin[part.body];
    for (const [cx, cy, cz, rx, ry] of part.rings) rings.push([o.x + cx, o.y + cy, o.z + cz, rx, ry, k]);
    if (k) {
      const high = part.body === "pelvis" ? origin[parts[k - 1].body] : o; // The spine's joint is the chest's origin.
      const top = part.rings.reduce((m, r) => (Math.abs(r[2]) < Math.abs(m[2]) ? r : m), part.rings[0]);
      const reach = part.body === "pelvis" ? 0.11 : part.body.startsWith("hand") ? 0.022 : 0.95 * Math.max(top[3], top[4]);
      joints.push({ height: high.z, reach, upper: names.indexOf(parts[k - 1].body), lower: names.indexOf(part.body) });
    }
  });
  const root = { upper_arm: "chest", thigh: "pelvis" }[parts[0].body.replace(/_[lr]$/, "")];
  if (root && names.includes(root)) joints.unshift({ height: origin[parts[0].body].z - 0.005, reach: root === "chest" ? 0.045 : 0.07, upper: names.indexOf(root), lower: names.indexOf(parts[0].body) });
  rings.sort((p, q) => p[2] - q[2]);
  const apart = rings.filter((r, i) => !i || r[2] - rings[i - 1][2] > 0.004);
  const bone = names.indexOf(parts[0].body);
  return { rings: apart, skin: joints.length ? (v) => blend(joints, v.z) : () => ({ a: bone, b: bone, w: 0 }) };
}

export function lofts(figure, origin, names, chains) {
  const of = (body) => figure.bodies.find((p) => p.body === body), patches = [];
  for (const bodies of chains) {
    const parts = bodies.map(of).filter(Boolean);
    if (!parts.length) continue;
    if (parts[0].axis === "x") { patches.push(foot(parts[0], origin, names)); continue; }
    const { rings, skin } = chain(parts, origin, names), kind = parts[0].body;
    const cap = kind === "chest" ? [0.55, 0.5] : [0.9, 0.85];
    patches.push({ ...tube(rings, "z", skin, cap, kind === "chest" ? FINE : PLAIN), kind });
    patches.push(...joints(parts, origin, names));
  }
  for (const side of ["l", "r"]) { // The girdle under the arm: it stays when the arm goes up.
    const o = origin["upper_arm_" + side], arm = of("upper_arm_" + side), bone = names.indexOf("chest");
    if (!o || bone < 0) continue;
    const r = Math.max(...arm.rings.map((q) => Math.min(q[3], q[4])));
    patches.push({ ...ball(new Vector3(o.x, o.y * 0.9, o.z - 0.004), [r, 1.25 * r, 1.1 * r], () => ({ a: bone, b: bone, w: 0 })), kind: "girdle" });
  }
  if (figure.head) patches.push(...head(figure.head, origin, names, figure.sex === "male"));
  return patches;
}

function foot(part, origin, names) {
  const o = origin[part.body], bone = names.indexOf(part.body), skin = () => ({ a: bone, b: bone, w: 0 });
  const rings = part.rings.map(([cx, cy, cz, rx, ry]) => [o.y + cy, o.z + cz, o.x + cx, rx, ry]).sort((p, q) => p[2] - q[2]);
  return { ...tube(rings, "x", skin, [0.7, 0.8]), kind: "foot" };
}

// Knees, elbows, hips and shoulders keep their thickness when bent.
function joints(parts, origin, names) {
  return parts.filter((p) => !/chest|pelvis|hand|upper_arm/.test(p.body)).map((part) => {
    const o = origin[part.body], bone = names.indexOf(part.body);
    const near = part.rings.reduce((m, r) => (Math.abs(r[2]) < Math.abs(m[2]) ? r : m), part.rings[0]);
    const r = 0.97 * Math.min(near[3], near[4]), skin = () => ({ a: bone, b: bone, w: 0 });
    return { ...ball(new Vector3(o.x + near[0], o.y + near[1], o.z), [r, r, r], skin), kind: part.body.startsWith("thigh") ? "hip" : part.body };
  });
}

function head(h, origin, names, short) {
  const body = h.body ?? "chest", bone = names.indexOf(body), o = origin[body], skin = () => ({ a: bone, b: bone, w: 0 });
  const c = h.center ?? h.centre ?? h.pos, radii = h.radii ?? h.size;
  const at = (x, y, z) => new Vector3(o.x + c[0] + x * radii[0], o.y + c[1] + y * radii[1], o.z + c[2] + z * radii[2]);
  const face = (v) => { // Narrower jaw, flatter cheeks, a brow, a nose, a chin.
    const low = Math.max(0, -v.z), front = Math.max(0, v.x);
    const nose = 0.13 * Math.exp(-((v.y / 0.13) ** 2) - (((v.z + 0.1) / 0.16) ** 2)) * (front > 0.5 ? 1 : 0);
    const chin = 0.1 * Math.exp(-((v.y / 0.3) ** 2) - (((v.z + 0.82) / 0.2) ** 2)) * (front > 0 ? 1 : 0);
    return { x: v.x * (1 - 0.13 * low * (v.x < 0 ? 1.8 : 0.5)) + nose + chin, y: v.y * (1 - 0.3 * low * low) * (1 - 0.05 * front), z: v.z };
  };
  const hair = (v) => { // A cap that ends at the hairline and over the ears.
    const line = v.x > 0 ? 0.2 + 0.55 * v.x - 0.25 * v.y * v.y : -0.42 + 0.55 * Math.max(0, v.x + 0.5);
    return v.z < line ? { x: v.x * 0.86, y: v.y * 0.86, z: v.z * 0.9 } : v;
  };
  const big = radii.map((r) => r * 1.075), bun = radii[1] * 0.43;
  return [
    { ...ball(at(0, 0, 0), radii, skin, face, 4), kind: "head" },
    { ...ball(at(-0.04, 0, 0.03), big, skin, hair, 2), kind: "hair" },
    ...(short ? [] : [{ ...ball(at(-0.92, 0, 0.62), [bun, bun * 1.1, bun], skin), kind: "hair" }]),
    ...[1, -1].map((s) => ({ ...ball(at(-0.02, 0.97 * s, -0.12), [0.022, 0.009, 0.032], skin), kind: "head" })),
  ];
}
