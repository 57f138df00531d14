// The big top: canvas, seats, ring, bulbs. Dark, so that the light belongs to the performers.
import { AdditiveBlending, BackSide, BufferAttribute, BufferGeometry, CanvasTexture, CircleGeometry, Color, Group, InstancedMesh, LatheGeometry, Matrix4, Mesh, MeshStandardMaterial, Points, RepeatWrapping, ShaderMaterial, SphereGeometry, SRGBColorSpace, Vector2 } from "three";

export function random(seed) { // Small seeded generator: the same house every evening.
  return () => { seed = (seed + 0x6d2b79f5) | 0; let t = Math.imul(seed ^ (seed >>> 15), 1 | seed); t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t; return ((t ^ (t >>> 14)) >>> 0) / 4294967296; };
}

const CANVAS = `
varying vec3 vHere; uniform vec3 middle; uniform vec2 radii; uniform float eaves; uniform float peak;
void main() {
  vec2 flat2 = (vHere.xy - middle.xy) / radii;
  float angle = atan(flat2.y, flat2.x), z = vHere.z - middle.z;
  float stripes = 44.; float s = fract(angle / 6.2831853 * stripes);
  float w = fwidth(angle) / 6.2831853 * stripes;
  w = min(w, .5);
  float stripe = smoothstep(.5 - w, .5 + w, s) * smoothstep(1., 1. - 2. * w, s);
  float fold = .86 + .14 * sin(s * 6.2831853 * 2. + 1.) ;
  vec3 wine = vec3(.2, .014, .03), cream = vec3(.24, .17, .12);
  vec3 cloth = mix(wine, cream, stripe * .85) * fold;
  float rise = clamp(z / eaves, 0., 1.4);
  float wall = smoothstep(.05, .62, rise) * (1. - .58 * smoothstep(.75, 1.3, rise));
  float roof = smoothstep(eaves, peak, z);
  float glow = .2 * wall * (1. - .8 * roof) + .035;
  float pools = .65 + .35 * cos(angle * 8.);
  vec3 c = cloth * glow * pools * 1.15 + vec3(.006, .004, .012) + vec3(.012, .007, .022) * roof;
  gl_FragColor = vec4(c, 1.);
  #include <tonemapping_fragment>
  #include <colorspace_fragment>
}`;

export function tent(lay) {
  const group = new Group(), rx = lay.span / 2 + 15, ry = 21, eaves = lay.top + 1.5, peak = lay.top + 9;
  const profile = [new Vector2(1, 0), new Vector2(1, eaves * 0.5), new Vector2(1, eaves)];
  for (let i = 1; i <= 14; i++) { const t = i / 14; profile.push(new Vector2(1 - 0.97 * t, eaves + (peak - eaves) * (0.72 * t + 0.28 * t * t))); } // Canvas hangs between ring and king pole.
  const geometry = new LatheGeometry(profile, 160);
  geometry.applyMatrix4(new Matrix4().set(rx, 0, 0, lay.mid, 0, 0, -ry, 0, 0, 1, 0, lay.floor, 0, 0, 0, 1));
  group.add(new Mesh(geometry, new ShaderMaterial({
    side: BackSide, fragmentShader: CANVAS,
    vertexShader: "varying vec3 vHere; void main() { vHere = (modelMatrix * vec4(position, 1.)).xyz; gl_Position = projectionMatrix * viewMatrix * vec4(vHere, 1.); }",
    uniforms: { middle: { value: [lay.mid, 0, lay.floor] }, radii: { value: [rx, ry] }, eaves: { value: eaves }, peak: { value: peak } },
  })));
  group.add(floor(lay), ring(lay), seats(lay), bulbs(lay, rx, ry, eaves));
  return group;
}

function grainTexture() {
  const canvas = document.createElement("canvas"), n = 256; canvas.width = canvas.height = n;
  const pen = canvas.getContext("2d"), image = pen.createImageData(n, n), rnd = random(7);
  for (let i = 0; i < n * n; i++) { const v = 176 + 60 * rnd() + (rnd() > 0.985 ? 30 : 0); image.data.set([v, v * 0.96, v * 0.9, 255], 4 * i); }
  pen.putImageData(image, 0, 0);
  const texture = new CanvasTexture(canvas);
  texture.wrapS = texture.wrapT = RepeatWrapping; texture.repeat.set(26, 26); texture.colorSpace = SRGBColorSpace; texture.anisotropy = 4;
  return texture;
}

function floor(lay) {
  const mesh = new Mesh(new CircleGeometry(46, 64), new MeshStandardMaterial({ color: "#7d6a58", map: grainTexture(), roughness: 0.96 }));
  mesh.position.set(lay.mid, 0, lay.floor); mesh.receiveShadow = true;
  return mesh;
}

function ring(lay) { // A circus ring is 13 m across (42 ft) the world over.
  const r = 6.5, w = 0.22, h = 0.36;
  const g = new LatheGeometry([[r - w, 0], [r - w, h * 0.86], [r - w * 0.7, h], [r + w * 0.7, h], [r + w, h * 0.86], [r + w, 0]].map(([x, y]) => new Vector2(x, y)), 192);
  g.rotateX(Math.PI / 2);
  const colours = [], red = new Color("#7c1024"), gold = new Color("#c99a4a"), p = g.attributes.position;
  for (let i = 0; i < p.count; i++) { const k = Math.floor(((Math.atan2(p.getY(i), p.getX(i)) / Math.PI + 1) * 24)); const c = k % 2 || p.getZ(i) > h * 0.95 ? (p.getZ(i) > h * 0.95 ? gold : red) : red.clone().lerp(gold, 0.75); colours.push(c.r, c.g, c.b); }
  g.setAttribute("color", new BufferAttribute(new Float32Array(colours), 3));
  const mesh = new Mesh(g, new MeshStandardMaterial({ vertexColors: true, roughness: 0.55, side: 2 }));
  mesh.position.set(lay.mid, 0, lay.floor); mesh.receiveShadow = true; mesh.castShadow = true;
  return mesh;
}

const ROWS = 10, row = (lay, k) => [lay.span / 2 + 5.2 + k * 0.86, 9.2 + k * 0.86, lay.floor + 0.36 * k];
const OPEN = -0.3; // Sine of the angle below which there are no seats: that side is ours.

function seats(lay) { // People in the dark, on three sides; the fourth is ours.
  const rnd = random(20), places = [], m = new Matrix4();
  for (let k = 0; k < ROWS; k++) {
    const [ax, ay, z] = row(lay, k), count = Math.round((Math.PI * (ax + ay)) / 0.53);
    for (let i = 0; i < count; i++) {
      const a = ((i + 0.3 * rnd()) / count) * 2 * Math.PI;
      if (Math.sin(a) < OPEN || rnd() < 0.07 || Math.abs(Math.abs(a / Math.PI - 0.5) - 0.24) < 0.014) continue; // Free seats, two aisles.
      places.push({ x: lay.mid + (ax + 0.3) * Math.cos(a), y: (ay + 0.3) * Math.sin(a), z: z + 0.1 * rnd(), s: 0.88 + 0.2 * rnd(), a: a + 0.5 * (rnd() - 0.5), lean: 0.12 * (rnd() - 0.5) });
    }
  }
  const cloth = new MeshStandardMaterial({ roughness: 1 });
  const profile = [[0.19, 0.2], [0.175, 0.5], [0.2, 0.78], [0.215, 0.9], [0.19, 0.985], [0.1, 1.03], [0.055, 1.06], [0.05, 1.12]].map(([r, h]) => new Vector2(r, h));
  const body = new InstancedMesh(new LatheGeometry(profile, 10).rotateX(Math.PI / 2).scale(0.62, 1.08, 1), cloth, places.length);
  const head = new InstancedMesh(new SphereGeometry(0.1, 10, 8).scale(1, 0.84, 1.2).translate(0, 0, 1.22), cloth, places.length);
  const shades = ["#4a2a48", "#332f58", "#562a33", "#3d3342", "#2a3d52", "#543c32", "#6a5560"].map((c) => new Color(c)), skin = ["#6e4a3b", "#523426", "#7d5843"].map((c) => new Color(c));
  places.forEach((p, i) => {
    m.makeRotationZ(p.a).multiply(new Matrix4().makeRotationX(p.lean)).scale({ x: p.s, y: p.s, z: p.s }).setPosition(p.x, p.y, p.z);
    body.setMatrixAt(i, m); body.setColorAt(i, shades[(i * 5 + (i % 3)) % shades.length]); head.setMatrixAt(i, m); head.setColorAt(i, skin[(i * 7) % 3]);
  });
  const group = new Group(); group.add(body, head, benches(lay));
  return group;
}

function benches(lay) { // The steps people sit on.
  const steps = [], across = 120, start = Math.asin(OPEN), sweep = Math.PI - 2 * start, position = [], index = [];
  for (let k = 0; k < ROWS; k++) { const [ax, ay, z] = row(lay, k); steps.push([ax, ay, k ? z - 0.1 : lay.floor], [ax, ay, z + 0.26], [ax + 0.86, ay + 0.86, z + 0.26]); }
  const n = steps.length;
  for (let i = 0; i <= across; i++) { const a = start + (sweep * i) / across; for (const [ax, ay, z] of steps) position.push(lay.mid + ax * Math.cos(a), ay * Math.sin(a), z); }
  for (let i = 0; i < across; i++) for (let j = 0; j < n - 1; j++) { const a = i * n + j; index.push(a, a + 1, a + n, a + 1, a + n + 1, a + n); }
  const g = new BufferGeometry(); g.setAttribute("position", new BufferAttribute(new Float32Array(position), 3)); g.setIndex(index); g.computeVertexNormals();
  return new Mesh(g, new MeshStandardMaterial({ color: "#20141c", roughness: 1, side: 2 }));
}

function bulbs(lay, rx, ry, eaves) { // Swags of small lamps under the eaves.
  const at = [], swags = 22, each = 15;
  for (let i = 0; i < swags * each; i++) {
    const a = (i / (swags * each)) * 2 * Math.PI, u = (i % each) / each;
    at.push(lay.mid + 0.97 * rx * Math.cos(a), 0.97 * ry * Math.sin(a), lay.floor + eaves - 0.35 - 1.3 * 4 * u * (1 - u));
  }
  const g = new BufferGeometry(); g.setAttribute("position", new BufferAttribute(new Float32Array(at), 3));
  const points = new Points(g, new ShaderMaterial({
    transparent: true, depthWrite: false, blending: AdditiveBlending, uniforms: { scale: { value: 1 } },
    vertexShader: "uniform float scale; varying float vFar; void main() { vec4 p = modelViewMatrix * vec4(position, 1.); gl_Position = projectionMatrix * p; gl_PointSize = clamp(scale * .62 / -p.z, 3., 60.); vFar = clamp(26. / -p.z, .3, 1.2); }",
    fragmentShader: "varying float vFar; void main() { float r = length(gl_PointCoord - .5) * 2.; float c = smoothstep(.26, .1, r) + .26 * pow(max(0., 1. - r), 2.6); gl_FragColor = vec4(vec3(1., .72, .36) * c * vFar * .85, 1.); }",
  }));
  points.onBeforeRender = (renderer, _s, camera) => { points.material.uniforms.scale.value = renderer.domElement.height * camera.projectionMatrix.elements[5] / 2; };
  points.frustumCulled = false;
  return points;
}
