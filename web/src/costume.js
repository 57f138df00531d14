// Colours of the performers: a unitard with a bright flank and neckline, bare arms, chalked hands.
import { Color } from "three";

const LOOKS = [
  { cloth: "#a3123c", accent: "#f2dfb4", skin: "#8d5a3c", hair: "#120c0b" },
  { cloth: "#0b6f7a", accent: "#f0b54a", skin: "#b3826a", hair: "#1d1210" },
  { cloth: "#4b2a8c", accent: "#ff9d6c", skin: "#e0b090", hair: "#5a2c17" },
  { cloth: "#1c2f66", accent: "#d9e2ff", skin: "#a8714e", hair: "#2a1a12" },
];
const CHALK = "#efe6dc";
const smooth = (a, b, x) => { const t = Math.min(1, Math.max(0, (x - a) / (b - a))); return t * t * (3 - 2 * t); };

// Each name keeps its colours; `taken` are the looks of those already on stage.
export function lookOf(name, taken) {
  let number = [...(name ?? "")].reduce((sum, c) => sum + c.charCodeAt(0), 0) % LOOKS.length;
  for (let tries = 0; taken.includes(number) && tries < LOOKS.length; tries++) number = (number + 1) % LOOKS.length;
  return number;
}

export function costume(number) {
  const look = LOOKS[number];
  const c = Object.fromEntries(Object.entries(look).map(([k, v]) => [k, new Color(v)]));
  const chalk = new Color(CHALK).lerp(c.skin, 0.35);
  const cloth = (accent) => Object.assign(c.cloth.clone().lerp(c.accent, accent), { gloss: 0.75 + 0.25 * accent });

  function trunk(v, origin, top) {
    const o = origin.chest, half = Math.abs((origin.upper_arm_l ?? { y: 0.18 }).y - o.y);
    const shoulder = (origin.upper_arm_l ?? { z: o.z + 0.3 }).z, y = Math.abs(v.y - o.y);
    const neck = shoulder + 0.02 - (v.x > o.x ? 0.11 : 0.05) + 0.75 * Math.max(0, y - 0.035); // A scooped neckline between two straps.
    const arm = shoulder - 0.07 + 0.5 * Math.max(0, half - y); // Cut-away shoulders.
    const line = Math.min(neck, y > 0.6 * half ? arm + 0.06 : 9);
    if (v.z > line) return v.z > line + 0.008 || y > 0.6 * half ? c.skin : cloth(1);
    const waist = smooth(0.012, 0.004, Math.abs(v.z - (o.z - 0.01) - 0.35 * (y - 0.1)));
    const rays = smooth(0.012, 0.003, Math.abs(y - 0.035 - 0.36 * Math.max(0, v.z - o.z + 0.02))) * (v.z > o.z ? 1 : 0);
    return cloth(Math.max(waist, rays));
  }

  function leg(v, side, origin) {
    const hip = origin["thigh_" + side], knee = origin["shank_" + side], out = (v.y - hip.y) * (side === "l" ? 1 : -1);
    const flank = out > 0 ? smooth(0.9, 0.95, out / Math.max(0.045, Math.hypot(out, v.x - hip.x))) * smooth(knee.z - 0.25, knee.z + 0.05, v.z) * smooth(hip.z - 0.03, hip.z - 0.12, v.z) : 0;
    return cloth(0.95 * flank);
  }

  function face(v) { // Brows, eyes, lips: a hint, nobody's likeness.
    const y = Math.abs(v.ny), spot = (dy, dz, ry, rz) => smooth(1.25, 0.75, Math.hypot((y - dy) / ry, (v.nz - dz) / rz));
    const tone = c.skin.clone().lerp(new Color("#a8433f"), 0.22 * spot(0.5, -0.32, 0.24, 0.16)).lerp(new Color("#9c2f38"), 0.75 * spot(0, -0.52, 0.19, 0.055));
    return tone.lerp(c.hair, 0.85 * spot(0.36, 0.13 + 0.1 * (0.36 - y), 0.17, 0.03)).lerp(new Color("#f4ece4"), 0.7 * spot(0.35, -0.02, 0.125, 0.06)).lerp(new Color("#1a100c"), 0.95 * Math.max(spot(0.35, -0.02, 0.05, 0.055), 0.8 * spot(0.35, 0.035, 0.14, 0.018)));
  }

  return {
    colour: (figure, origin) => (v, { kind }) => {
      const side = /_([lr])$/.exec(kind)?.[1];
      if (kind === "chest") return trunk(v, origin);
      if (kind === "hip" || kind === "foot") return cloth(0);
      if (/^(thigh|shank)/.test(kind)) return leg(v, side, origin);
      if (kind === "hair") return Object.assign(c.hair.clone(), { gloss: 0 });
      if (kind === "head" && v.nx > 0.4) return face(v);
      if (/arm/.test(kind)) {
        const wrist = (origin["hand_" + side] ?? { z: -9 }).z, band = smooth(0.034, 0.028, Math.abs(v.z - wrist - 0.03));
        return v.z < wrist ? chalk : c.skin.clone().lerp(c.accent, 0).lerp(new Color("#f4efe6"), band);
      }
      return c.skin;
    },
  };
}
