// Colours of the performers, drawn at every pixel: a unitard with a sunburst and flank stripes, bare arms, chalked hands.
import { Color, Vector3 } from "three";
import type { Head } from "./head.ts";
import { AHEAD, type RestPose } from "./rest.ts";

const LOOKS = [
  { cloth: "#a30f36", accent: "#f6d79a", skin: "#9a6444", hair: "#16100e" },
  { cloth: "#08737c", accent: "#ffc25a", skin: "#b98666", hair: "#241511" },
  { cloth: "#5a2aa8", accent: "#ffb07a", skin: "#e2b394", hair: "#6a3218" },
  { cloth: "#12297e", accent: "#f4d391", skin: "#b27f5d", hair: "#2d1a10" },
];

// Each name keeps its colours; `taken` are the looks of those already on stage.
export function lookOf(name: string | undefined, taken: number[]) {
  // The factor gives the four performers that are shipped a look each.
  let number = [...(name ?? "")].reduce((sum, c) => (11 * sum + c.charCodeAt(0)) % 65521, 0) % LOOKS.length;
  for (let tries = 0; taken.includes(number) && tries < LOOKS.length; tries++)
    number = (number + 1) % LOOKS.length;
  return number;
}

export const clothOf = (number: number) => LOOKS[number].cloth;

export function costumeUniforms(
  number: number,
  { rest, head, size }: { rest: RestPose; head: Head | null; size: number },
) {
  const look = LOOKS[number],
    colour = (c: string) => ({ value: new Color(c) }),
    hip = rest.thigh_l?.origin ?? new Vector3(0, 0.09, 0);
  return {
    cloth: colour(look.cloth),
    accent: colour(look.accent),
    skinTone: colour(look.skin),
    hairTone: colour(look.hair),
    chalk: colour("#f3ebe0"),
    headAt: { value: head ? head.centre : new Vector3(0, 0, 99) },
    headSize: { value: head ? new Vector3(...head.radii) : new Vector3(1, 1, 1) },
    longHair: { value: head?.long ? 1 : 0 },
    hipAt: { value: hip },
    chestAt: { value: rest.chest?.origin ?? new Vector3(0, 0, 0.18) },
    shoulderAt: { value: rest.upper_arm_l?.origin ?? new Vector3(0, 0.18, 0.5) },
    size: { value: size },
  };
}

export const COSTUME = `
uniform vec3 cloth, accent, skinTone, hairTone, chalk, headAt, headSize, hipAt, chestAt, shoulderAt; uniform float longHair, size;
float ramp(float edge, float x) { float w = fwidth(x) + 1e-5; return smoothstep(edge - w, edge + w, x); }
float band(float middle, float half_, float x) { float w = fwidth(x) + 1e-5; return smoothstep(half_ + w, half_ - w, abs(x - middle)); }
float oval(vec2 p, vec2 at, vec2 r) { float d = length((p - at) / r), w = fwidth(d) + 1e-4; return smoothstep(1. + w, 1. - w, d); }
float hash(vec3 p) { return fract(sin(dot(p, vec3(12.9898, 78.233, 37.719))) * 43758.5453); }

// One line down the outside, from the armpit over the hip to the ankle.
float stripe(vec3 p, vec3 n) {
  float down = hipAt.z - p.z, bent = .5 * (down + sqrt(down * down + .002)); // Round the hip, not with a corner.
  return band(hipAt.x + ${AHEAD.toFixed(4)} * bent, .015 * size, p.x) * ramp(.3, sign(p.y) * n.y);
}

// Colour in rgb; how much it is cloth in a.
vec4 trunk(vec3 p, vec4 suit, vec3 n) {
  vec3 q = p - chestAt; float y = abs(q.y), top = shoulderAt.z - chestAt.z, wide = abs(shoulderAt.y - chestAt.y);
  float front = smoothstep(-.01, .01, q.x);
  float neck = top + .03 - mix(.055, .125, front) * size + .9 * max(0., y - .03 * size) + 3. * y * y;
  float open = max(ramp(0., q.z - neck), ramp(.42, suit.x));
  float trim = max(band(-.006, .005, q.z - neck), band(.4, .03, suit.x) * ramp(top - .2, q.z));
  // A sunburst from the heart, fading as it goes out.
  vec2 c = vec2(q.y, q.z - .13 * size); float r = length(c), a = atan(c.y, c.x) / 6.2831853 * 16.;
  float ray = abs(fract(a) - .5) * 2., w = fwidth(a) * 2. + 1e-4; w = min(w, 1.);
  float burst = smoothstep(.62 - w, .62 + w, ray) * smoothstep(.03, .045, r) * smoothstep(.27, .08, r);
  burst = max(burst, smoothstep(.026, .022, r)) * (q.x > 0. ? 1. : .85);
  float belt = band(-.035, .011, q.z - .28 * y) ;
  float flank = stripe(p, n) * (1. - ramp(.3, suit.x)) * smoothstep(top - .08, top - .14, q.z);
  vec3 c1 = mix(cloth, accent, clamp(max(max(.92 * burst, belt), max(trim, .9 * flank)), 0., 1.));
  return vec4(mix(c1, skinTone, open * (1. - trim)), (1. - open) + trim * open);
}

vec4 legs(vec3 p, vec4 suit, vec3 n) {
  float foot = ramp(.5, suit.z);
  vec3 c = mix(cloth, accent, .9 * stripe(p, n));
  return vec4(mix(c, mix(accent, vec3(.95), .5), foot * .9), 1. - .6 * foot);
}

vec3 face(vec3 q) {
  float y = abs(q.y), z = q.z; vec2 f = vec2(y, z);
  vec3 c = mix(skinTone, vec3(.62, .2, .18), .2 * exp(-dot((f - vec2(.5, -.26)) / vec2(.24, .2), (f - vec2(.5, -.26)) / vec2(.24, .2))));
  c = mix(c, vec3(.5, .1, .11), .55 * oval(f, vec2(0., -.49), vec2(.25, .075)));
  c = mix(c, c * .35, .8 * oval(f, vec2(0., -.492), vec2(.24, .012)));
  c = mix(c, hairTone, .7 * oval(vec2(y, z - .16 * (.4 - y) + .9 * (y - .4) * (y - .4)), vec2(.4, .2), vec2(.2, .024)));
  c = mix(c, vec3(.8, .76, .72), .9 * oval(f, vec2(.4, 0.), vec2(.135, .052)));
  c = mix(c, vec3(.13, .07, .04), oval(f, vec2(.4, .004), vec2(.062, .056)));
  c = mix(c, vec3(.015), oval(f, vec2(.4, .006), vec2(.033, .034)));
  c = mix(c, vec3(.05, .03, .03), .9 * oval(vec2(y, z - .25 * (y - .4) * (y - .4)), vec2(.41, .056), vec2(.16, .016)));
  return mix(c, vec3(1.), .9 * oval(f, vec2(.425, .035), vec2(.014, .014)));
}

float hairline(vec3 q) { // The same line as the geometry's.
  float front = .44 + .3 * q.y * q.y, back = mix(-.5, -.62, longHair);
  float line = q.x > .25 ? mix(.24, front, smoothstep(.25, .62, q.x)) : mix(back, .24, smoothstep(-.72, -.24, q.x));
  return ramp(line, q.z);
}

vec4 headColour(vec3 p, out float hair) {
  vec3 q = (p - headAt) / headSize;
  float ear = step(.9, abs(q.y)) * oval(q.xz, vec2(-.05, -.1), vec2(.23, .3));
  hair = max(hairline(q) * (1. - ear), step(q.x, -1.02));
  float streak = .75 + .5 * hash(floor(vec3(q.y * 34. + q.x * 9., q.x * 5. , q.z * 3.)));
  vec3 c = q.x > .3 && abs(q.y) < .8 ? face(q) : skinTone;
  return vec4(mix(c, hairTone * streak, hair), 0.);
}

vec4 dress(vec3 p, vec4 suit, float zone, vec3 n, out float hair) {
  hair = 0.;
  if (zone > 1.5) { float s = suit.w; return vec4(mix(skinTone, chalk, .25 + .7 * smoothstep(.0, .05, s)), 0.); }
  if (zone > .5) return headColour(p, hair);
  if (suit.y > .5) return legs(p, suit, n);
  vec4 c = trunk(p, suit, n);
  if (suit.x > .42) { float tape = band(0., .024, suit.w - suit.z); c = mix(c, vec4(chalk, 0.), tape); }
  if (suit.y > .05) { vec4 l = legs(p, suit, n); c = mix(c, l, smoothstep(.2, .5, suit.y)); }
  return c;
}
`;
