// What our scripts use of sigma.js and graphology; esbuild leaves the rest out.
export { default as Graph } from "graphology";
export { default as Sigma } from "sigma";
export { EdgeProgram, NodeProgram } from "sigma/rendering";
export { floatColor } from "sigma/utils";
