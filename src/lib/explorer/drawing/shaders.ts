/**
 * How entities and lines are painted: GLSL and the layout of its data, without the renderer. One
 * program paints every shape of entity, one every kind of line (solid or dashed, straight or bent,
 * with its arrow), so that a frame costs no more than with the renderer's own programs.
 */
import type { Shape } from '#lib/ui/families.ts';

/** Numbers the entity shader knows shapes by. */
export const shapeNumbers: Record<Shape, number> = {
	circle: 0,
	square: 1,
	triangle: 2,
	diamond: 3,
	hexagon: 4,
	pentagon: 5,
	'triangle-down': 6,
	bar: 7
};

/** Added to a shape's number: painted as an outline, for what its sources withdrew. */
export const hollow = 16;

/** Added besides: how the ring is broken, so that its colour is not all that tells roles apart. */
export const ringStyles = { solid: 0, dashed: 32, dotted: 64 } as const;

export const entityVertex = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec4 a_ring;
attribute vec4 a_halo;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute float a_angle;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;

varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_halo;
varying vec2 v_offset;
varying float v_radius;
varying float v_shape;

const float bias = 255.0 / 254.0;

void main() {
	float radius = a_size / u_sizeRatio;
	// A triangle around a disc that holds the shape, its ring and its halo, in pixels.
	vec2 offset = 2.0 * (radius * 1.35 + 9.0) * vec2(cos(a_angle), sin(a_angle));
	vec2 position = a_position + offset * 2.0 * u_correctionRatio;
	gl_Position = vec4((u_matrix * vec3(position, 1)).xy, 0, 1);

	v_offset = offset;
	v_radius = radius;
	v_shape = a_shape;
	#ifdef PICKING_MODE
	v_color = a_id;
	#else
	v_color = a_color;
	#endif
	v_color.a *= bias;
	v_ring = a_ring;
	v_ring.a *= bias;
	v_halo = a_halo;
	v_halo.a *= bias;
}
`;

/** Distances are signed and in units of the radius; outlines equal those of ui/families.ts. */
export const entityFragment = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying vec4 v_ring;
varying vec4 v_halo;
varying vec2 v_offset;
varying float v_radius;
varying float v_shape;

uniform float u_pixelRatio;

float polygon(vec2 p, float sides, float apothem) {
	float step = 6.2831853 / sides;
	float angle = atan(p.x, -p.y);
	return cos(floor(0.5 + angle / step) * step - angle) * length(p) - apothem;
}

float distanceTo(vec2 p, float shape) {
	if (shape < 0.5) return length(p) - 1.0;
	if (shape < 1.5) return max(abs(p.x), abs(p.y)) - 0.89;
	if (shape < 2.5) return polygon(p + vec2(0.0, 0.12), 3.0, 0.66);
	if (shape < 3.5) return (abs(p.x) + abs(p.y)) * 0.70711 - 0.84;
	if (shape < 4.5) return max(abs(p.y), abs(p.x) * 0.866 + abs(p.y) * 0.5) - 0.98;
	if (shape < 5.5) return polygon(p, 5.0, 0.94);
	if (shape < 6.5) return polygon(vec2(p.x, -p.y + 0.12), 3.0, 0.66);
	return max(abs(p.x) - 1.13, abs(p.y) - 0.57);
}

vec4 over(vec4 top, vec4 below) {
	return top + below * (1.0 - top.a);
}

vec4 ink(vec3 colour, float alpha) {
	return vec4(colour * alpha, alpha);
}

float band(float d, float from, float to, float soft) {
	return smoothstep(from - soft, from + soft, d) * (1.0 - smoothstep(to - soft, to + soft, d));
}

/** 1 where a ring in so many pieces is painted. */
float broken(float pieces, float share) {
	return step(fract(atan(v_offset.y, v_offset.x) / 6.2831853 * pieces), share);
}

void main(void) {
	float style = floor((v_shape + 0.5) / 32.0);
	float form = v_shape - 32.0 * style;
	bool isHollow = form > 15.5;
	float shape = isHollow ? form - 16.0 : form;
	float d = distanceTo(v_offset / v_radius, shape) * v_radius;

	#ifdef PICKING_MODE
	// A small mark is still easy to hit.
	if (d > max(1.0, 7.0 - v_radius)) discard;
	gl_FragColor = v_color;
	#else
	float soft = 0.75 / u_pixelRatio;
	float inside = 1.0 - smoothstep(-soft, soft, d);
	float edge = inside * smoothstep(-1.0 - soft, -1.0 + soft, d);
	float body = isHollow ? inside * smoothstep(-2.0 - soft, -2.0 + soft, d) : inside;
	vec4 mark = over(ink(v_color.rgb * 0.62, edge * v_color.a), ink(v_color.rgb, body * v_color.a));
	float ring = band(d, 2.0, 4.5, soft);
	if (style > 1.5) ring *= broken(14.0, 0.5);
	else if (style > 0.5) ring *= broken(6.0, 0.68);
	float halo = band(d, 6.0, 8.0, soft);
	vec4 around = over(ink(v_ring.rgb, ring * v_ring.a), ink(v_halo.rgb, halo * v_halo.a));
	gl_FragColor = over(mark, around);
	#endif
}
`;

/**
 * Lines are quadratic curves cut into segments; each vertex knows how far along and on which side it
 * lies. The arrow's three vertices come last (a_part 1). All lengths are pixels.
 */
export const lineVertex = /* glsl */ `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_source;
attribute vec2 a_target;
attribute float a_targetSize;
attribute float a_thickness;
attribute float a_bend;
attribute float a_dash;
attribute vec3 a_vertex;

uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform vec2 u_dimensions;
uniform float u_pixelRatio;
uniform float u_minEdgeThickness;

varying vec4 v_color;
varying float v_side;
varying float v_half;
varying float v_along;
varying float v_dash;

const float bias = 255.0 / 254.0;

vec2 pixels(vec2 position) {
	return (u_matrix * vec3(position, 1)).xy * u_dimensions * 0.5;
}

void main() {
	vec2 source = pixels(a_source);
	vec2 target = pixels(a_target);
	vec2 along = target - source;
	float span = max(length(along), 0.0001);
	vec2 across = vec2(-along.y, along.x) / span;
	vec2 control = (source + target) * 0.5 + across * span * a_bend;
	float full = (2.0 * span + length(control - source) + length(target - control)) / 3.0;

	float thickness = max(u_minEdgeThickness, a_thickness / u_sizeRatio);
	float radius = a_targetSize / u_sizeRatio + 1.0;
	float arrow = min(5.0 + thickness * 1.8, full * 0.5);
	float tip = max(0.0, 1.0 - radius / full);
	float base = max(0.0, 1.0 - (radius + arrow) / full);

	float grip = thickness * 0.5;
	#ifdef PICKING_MODE
	grip = max(grip, 4.0);
	#endif

	float at = a_vertex.z > 0.5 ? (a_vertex.x > 0.5 ? tip : base) : a_vertex.x * base;
	vec2 point = mix(mix(source, control, at), mix(control, target, at), at);
	vec2 ahead = mix(control - source, target - control, at);
	vec2 heading = ahead / max(length(ahead), 0.0001);
	vec2 normal = vec2(-heading.y, heading.x);
	float reach = a_vertex.z > 0.5 ? 2.5 + thickness * 1.1 : grip + 1.0;
	vec2 placed = point + normal * a_vertex.y * reach;
	gl_Position = vec4(placed * 2.0 / u_dimensions, 0, 1);

	v_half = grip;
	v_side = a_vertex.z > 0.5 ? 0.0 : a_vertex.y * reach;
	v_along = at * full;
	v_dash = a_vertex.z > 0.5 ? 0.0 : a_dash;
	#ifdef PICKING_MODE
	v_color = a_id;
	#else
	v_color = a_color;
	#endif
	v_color.a *= bias;
}
`;

export const lineFragment = /* glsl */ `
precision highp float;

varying vec4 v_color;
varying float v_side;
varying float v_half;
varying float v_along;
varying float v_dash;

uniform float u_pixelRatio;

void main(void) {
	#ifdef PICKING_MODE
	if (abs(v_side) > v_half) discard;
	gl_FragColor = v_color;
	#else
	float soft = 0.6 / u_pixelRatio;
	float alpha = 1.0 - smoothstep(v_half - soft, v_half + soft, abs(v_side));
	if (v_dash > 0.5) {
		float phase = mod(v_along, 9.0);
		alpha *= 1.0 - smoothstep(5.0 - soft, 5.0 + soft, phase);
	}
	gl_FragColor = vec4(v_color.rgb, 1.0) * alpha * v_color.a;
	#endif
}
`;

/** The vertices of one line of `segments` pieces and its arrow: how far along, side, part. */
export function lineVertices(segments: number): number[][] {
	const vertices: number[][] = [];
	for (let piece = 0; piece < segments; piece++) {
		const [start, end] = [piece / segments, (piece + 1) / segments];
		vertices.push([start, -1, 0], [start, 1, 0], [end, -1, 0]);
		vertices.push([end, -1, 0], [start, 1, 0], [end, 1, 0]);
	}
	vertices.push([1, 0, 1], [0, 1, 1], [0, -1, 1]);
	return vertices;
}
