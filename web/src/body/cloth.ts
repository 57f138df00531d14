// How skin and costume answer to light.
import { Color, type IUniform, MeshPhysicalMaterial } from "three";
import { COSTUME } from "./costume.ts";

export const MOST_BONES = 48;

const VERTEX = `attribute vec4 suit; attribute float zone; varying vec4 vSuit; varying float vZone; varying vec3 vRest; varying vec3 vRestNormal; varying float vHeat;
uniform float heat[${MOST_BONES}];
#ifdef HANDS
attribute vec3 closed; attribute vec3 closedNormal; attribute float which; uniform vec2 grasp;
#endif
`;
const GRASP = `#ifdef HANDS
float g = which < .5 ? grasp.x : grasp.y;`;

// Cloth shines and glitters, skin does not; both get a thin edge of light against the dark.
export function material(uniforms: Record<string, IUniform>, hands: boolean, ghost: boolean) {
  const m = new MeshPhysicalMaterial({
    roughness: 0.6,
    metalness: 0,
    specularIntensity: 0.7,
    sheen: 0.35,
    sheenRoughness: 0.45,
    sheenColor: new Color(0.42, 0.36, 0.46),
  });
  if (ghost) Object.assign(m, { transparent: true, opacity: 0.34, depthWrite: false });
  if (hands) m.defines = { ...m.defines, HANDS: "" };
  m.onBeforeCompile = (shader) => {
    Object.assign(shader.uniforms, uniforms);
    shader.vertexShader = shader.vertexShader
      .replace("#include <common>", `#include <common>\n${VERTEX}`)
      .replace(
        "#include <beginnormal_vertex>",
        `#include <beginnormal_vertex>\n${GRASP} objectNormal = normalize(mix(objectNormal, closedNormal, g));\n#endif\nvRestNormal = objectNormal;`,
      )
      .replace(
        "#include <begin_vertex>",
        `#include <begin_vertex>
        #ifdef HANDS
        transformed = mix(transformed, closed, which < .5 ? grasp.x : grasp.y);
        #endif
        vSuit = suit; vZone = zone; vRest = position;
        vHeat = zone > .5 ? 0. : skinWeight.x * heat[int(skinIndex.x)] + skinWeight.y * heat[int(skinIndex.y)] + skinWeight.z * heat[int(skinIndex.z)] + skinWeight.w * heat[int(skinIndex.w)];`,
      );
    shader.fragmentShader = shader.fragmentShader
      .replace(
        "#include <common>",
        `#include <common>
      varying vec4 vSuit; varying float vZone; varying vec3 vRest; varying vec3 vRestNormal; varying float vHeat;\n${COSTUME}`,
      )
      .replace(
        "#include <color_fragment>",
        "float hair; vec4 wear = dress(vRest, vSuit, vZone, normalize(vRestNormal), hair); diffuseColor.rgb = wear.rgb;",
      )
      .replace(
        "#include <roughnessmap_fragment>",
        "float roughnessFactor = mix(mix(roughness, .48, wear.a), .45, hair);",
      )
      .replace(
        "#include <emissivemap_fragment>",
        `
        float turned = pow(1. - clamp(dot(normalize(vViewPosition), normal), 0., 1.), 3.);
        totalEmissiveRadiance += turned * mix(vec3(.07, .06, .08), vec3(.12, .15, .26), .5);
        vec3 grain = floor(vRest * 230.); float spark = step(.972, hash(grain)) * wear.a;
        totalEmissiveRadiance += spark * (diffuseColor.rgb + .1) * pow(abs(sin(40. * dot(normal, vec3(.7, .5, .6)) + 6.28 * hash(grain + 3.))), 24.) * 1.6;
        totalEmissiveRadiance += vec3(1.1, .22, .02) * vHeat * vHeat * (.35 + .65 * (1. - turned));`,
      );
  };
  return m;
}
