// How WebGL draws nodes and edges: marks of seven shapes as one point each, strokes with dashes and arrows as one
// quad each. Sizes are pixels of the screen.

const { Graph, Sigma, NodeProgram, EdgeProgram, floatColor } = sigmaLibrary;
const { FLOAT, UNSIGNED_BYTE, POINTS, LINES, TRIANGLES } = WebGLRenderingContext;
const SHAPE_NUMBER = { dot: 0, square: 1, diamond: 2, triangle: 3, triangleDown: 4, star: 5, hexagon: 6 };

class MarkProgram extends NodeProgram {
  constructor(gl, _pickingBuffer, renderer) {
    super(gl, null, renderer); // what lies under the pointer is found in our own data
  }

  getDefinition() {
    return {
      VERTICES: 1,
      METHOD: POINTS,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_pixelRatio"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_shape", size: 1, type: FLOAT },
        { name: "a_fill", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_line", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      VERTEX_SHADER_SOURCE: `
        attribute vec2 a_position; attribute float a_size; attribute float a_shape; attribute vec4 a_fill; attribute vec4 a_line;
        uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_pixelRatio;
        varying vec4 v_fill; varying vec4 v_line; varying float v_radius; varying float v_shape; varying float v_border;
        void main() {
          gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
          v_radius = a_size > 0.0 ? max(a_size / u_sizeRatio, 0.8) * u_pixelRatio : 0.0;
          gl_PointSize = a_size > 0.0 ? 2.6 * v_radius + 2.0 : 0.0;
          v_shape = v_radius < 2.5 * u_pixelRatio ? 0.0 : a_shape;
          v_border = v_radius < 3.0 * u_pixelRatio ? 0.0 : max(1.0, v_radius / 6.0);
          v_fill = a_fill; v_line = a_line;
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision mediump float;
        varying vec4 v_fill; varying vec4 v_line; varying float v_radius; varying float v_shape; varying float v_border;
        float outside(vec2 p, float r) {
          if (v_shape < 0.5) return length(p) - r;
          if (v_shape < 1.5) return max(abs(p.x), abs(p.y)) - 0.88 * r;
          if (v_shape < 2.5) return (abs(p.x) + abs(p.y) - 1.22 * r) * 0.707;
          if (v_shape < 4.5) {
            vec2 q = v_shape < 3.5 ? p : vec2(p.x, -p.y);
            return max(q.y - 0.72 * r, dot(vec2(abs(q.x), q.y), vec2(0.866, -0.5)) - 0.58 * r);
          }
          if (v_shape < 5.5) {
            float turn = mod(atan(p.x, -p.y) + 0.6283, 1.2566) - 0.6283;
            vec2 q = length(p) * vec2(cos(turn), abs(sin(turn)));
            return dot(q - vec2(1.2 * r, 0.0), vec2(0.588, 0.809));
          }
          vec2 q = abs(p);
          return max(q.y - 0.87 * r, dot(q, vec2(0.866, 0.5)) - 0.87 * r);
        }
        void main() {
          vec2 p = (gl_PointCoord - 0.5) * (2.6 * v_radius + 2.0);
          float away = outside(p, v_radius);
          float covered = clamp(0.5 - away, 0.0, 1.0);
          if (covered <= 0.0) discard;
          vec4 colour = v_border > 0.0 ? mix(v_fill, v_line, clamp(away + v_border + 0.5, 0.0, 1.0)) : v_line;
          gl_FragColor = vec4(colour.rgb * colour.a, colour.a) * covered;
        }`,
    };
  }

  processVisibleItem(_id, start, data) {
    this.array.set([data.x, data.y, data.size, data.shape, floatColor(data.fill), floatColor(data.color)], start);
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
  }
}

const ARROW = 7, APART = 26; // pixels: length of an arrow's head, and how far one unit of bend moves an edge aside

class StrokeProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 6,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_matrix", "u_sizeRatio", "u_pixelRatio", "u_half", "u_strength", "u_arrow"],
      ATTRIBUTES: [
        { name: "a_from", size: 2, type: FLOAT },
        { name: "a_to", size: 2, type: FLOAT },
        { name: "a_radii", size: 2, type: FLOAT },
        { name: "a_look", size: 3, type: FLOAT }, // width, kind of dashes, how far aside
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [[0, 1], [0, -1], [1, 1], [1, 1], [0, -1], [1, -1]],
      VERTEX_SHADER_SOURCE: `
        attribute vec2 a_from; attribute vec2 a_to; attribute vec2 a_radii; attribute vec3 a_look; attribute vec4 a_color; attribute vec2 a_corner;
        uniform mat3 u_matrix; uniform float u_sizeRatio; uniform float u_pixelRatio; uniform vec2 u_half; uniform float u_strength; uniform float u_arrow;
        varying vec4 v_color; varying vec2 v_place; varying float v_length; varying float v_width; varying float v_dash; varying float v_arrow;
        void main() {
          vec2 from = (u_matrix * vec3(a_from, 1.0)).xy * u_half, to = (u_matrix * vec3(a_to, 1.0)).xy * u_half;
          vec2 way = to - from;
          float whole = length(way);
          if (whole < 0.001 || a_color.a == 0.0) { gl_Position = vec4(2.0, 2.0, 0.0, 1.0); return; }
          way /= whole;
          vec2 aside = vec2(-way.y, way.x);
          float shift = a_look.z * min(${APART}.0 / u_sizeRatio * u_pixelRatio, 0.35 * whole);
          vec2 radii = a_radii / u_sizeRatio * u_pixelRatio;
          float start = min(radii.x, 0.3 * whole), stop = min(radii.y, 0.3 * whole);
          v_length = whole - start - stop;
          v_width = max(a_look.x / sqrt(u_sizeRatio), 0.7) * u_pixelRatio;
          v_arrow = v_length > 22.0 * u_pixelRatio ? u_arrow * (0.8 + 0.12 * v_width) * u_pixelRatio : 0.0;
          float across = max(v_width * 0.5 + 1.0, v_arrow > 0.0 ? 0.42 * v_arrow + v_width * 0.5 + 1.0 : 0.0);
          v_place = vec2(a_corner.x * v_length, a_corner.y * across);
          vec2 at = from + way * (start + v_place.x) + aside * (v_place.y + shift);
          v_dash = a_look.y;
          v_color = a_color; v_color.a *= u_strength * 255.0 / 254.0;
          gl_Position = vec4(at / u_half, 0.0, 1.0);
        }`,
      FRAGMENT_SHADER_SOURCE: `
        precision mediump float;
        varying vec4 v_color; varying vec2 v_place; varying float v_length; varying float v_width; varying float v_dash; varying float v_arrow;
        void main() {
          float left = v_length - v_place.x, half_width = v_width * 0.5;
          float covered;
          if (left < v_arrow) covered = clamp(0.42 * left + 0.5 - abs(v_place.y), 0.0, 1.0);
          else {
            covered = clamp(half_width + 0.5 - abs(v_place.y), 0.0, 1.0);
            if (v_dash > 0.5) {
              float dash = 5.0 + 2.0 * v_width, point = 1.0 + v_width, gap = 3.0 + 1.4 * v_width;
              float period = v_dash > 2.5 ? dash + point + 2.0 * gap : v_dash > 1.5 ? point + gap : dash + gap;
              float at = mod(v_place.x, period);
              bool inked = v_dash > 2.5 ? at < dash || (at > dash + gap && at < dash + gap + point) : v_dash > 1.5 ? at < point : at < dash;
              if (!inked) discard;
            }
          }
          if (covered <= 0.0) discard;
          gl_FragColor = vec4(v_color.rgb * v_color.a, v_color.a) * covered;
        }`,
    };
  }

  processVisibleItem(_id, start, source, target, data) {
    this.array.set([source.x, source.y, target.x, target.y, source.size, target.size, data.size, data.dash, data.aside, floatColor(data.color)], start);
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform1f(uniformLocations.u_sizeRatio, params.sizeRatio);
    gl.uniform1f(uniformLocations.u_pixelRatio, params.pixelRatio);
    gl.uniform2f(uniformLocations.u_half, (params.width * params.pixelRatio) / 2, (params.height * params.pixelRatio) / 2);
    gl.uniform1f(uniformLocations.u_strength, StrokeProgram.strength);
    gl.uniform1f(uniformLocations.u_arrow, StrokeProgram.arrow);
  }
}
StrokeProgram.strength = 1; // 0 to 1; many lines seen from afar are drawn faintly
StrokeProgram.arrow = ARROW; // pixels; 0 from afar

// The same edges as hairlines, a fifth of the work where there is no graphics card.
class HairlineProgram extends EdgeProgram {
  getDefinition() {
    return {
      VERTICES: 2,
      METHOD: LINES,
      UNIFORMS: ["u_matrix", "u_strength"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
      ],
      VERTEX_SHADER_SOURCE: `
        attribute vec2 a_position; attribute vec4 a_color; uniform mat3 u_matrix; uniform float u_strength; varying vec4 v_color;
        void main() {
          gl_Position = vec4((u_matrix * vec3(a_position, 1.0)).xy, 0.0, 1.0);
          float opacity = a_color.a * u_strength;
          v_color = vec4(a_color.rgb * opacity, opacity);
        }`,
      FRAGMENT_SHADER_SOURCE: "precision lowp float; varying vec4 v_color; void main() { gl_FragColor = v_color; }",
    };
  }

  processVisibleItem(_id, start, source, target, data) {
    const colour = floatColor(data.afar);
    this.array.set([source.x, source.y, colour, target.x, target.y, colour], start);
  }

  setUniforms(params, { gl, uniformLocations }) {
    gl.uniformMatrix3fv(uniformLocations.u_matrix, false, params.matrix);
    gl.uniform1f(uniformLocations.u_strength, StrokeProgram.strength);
  }
}

// Edges as hairlines from afar, as strokes from near.
class EdgesProgram {
  constructor(gl, pickingBuffer, renderer) {
    this.near = new StrokeProgram(gl, pickingBuffer, renderer);
    this.far = new HairlineProgram(gl, pickingBuffer, renderer);
  }

  reallocate(capacity) { this.near.reallocate(capacity); this.far.reallocate(capacity); }

  process(...edge) { this.near.process(...edge); this.far.process(...edge); }

  render(params) { (StrokeProgram.arrow ? this.near : this.far).render(params); }

  kill() { this.near.kill(); this.far.kill(); }
}
