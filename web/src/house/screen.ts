// Passes over the whole picture: one triangle, one shader, one target.
import {
  BufferAttribute,
  BufferGeometry,
  Camera,
  type IUniform,
  Mesh,
  ShaderMaterial,
  Vector2,
  type WebGLRenderer,
  type WebGLRenderTarget,
} from "three";

export const WHOLE =
  "varying vec2 vUv; void main() { vUv = position.xy * .5 + .5; gl_Position = vec4(position.xy, 0., 1.); }";

const triangle = new BufferGeometry().setAttribute(
  "position",
  new BufferAttribute(new Float32Array([-1, -1, 0, 3, -1, 0, -1, 3, 0]), 3),
);
const camera = new Camera(),
  scene = new Mesh<BufferGeometry, ShaderMaterial>(triangle);
scene.frustumCulled = false;

export class Pass<U extends Record<string, IUniform>> {
  readonly u: U & { texel: { value: Vector2 } };
  private readonly material: ShaderMaterial;

  constructor(fragmentShader: string, uniforms: U) {
    this.u = { texel: { value: new Vector2() }, ...uniforms };
    this.material = new ShaderMaterial({
      vertexShader: WHOLE,
      fragmentShader,
      depthTest: false,
      depthWrite: false,
      uniforms: this.u,
    });
  }
  draw(renderer: WebGLRenderer, target: WebGLRenderTarget | null) {
    scene.material = this.material;
    renderer.setRenderTarget(target);
    renderer.render(scene, camera);
  }
  dispose() {
    this.material.dispose();
  }
}
