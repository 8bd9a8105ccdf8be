// The drawing: sigma.js over graphology; nodes stand where Python put them.

const picture = (() => {
  const room = byId("picture"), stage = element("div", { class: "stage" }), tip = element("div", { class: "tip", hidden: "" });
  room.append(stage, tip);

  const markScale = (scale) => Math.min(Math.max(scale ** (claims.length > MANY ? 0.75 : 0.55), 0.08), 1.5);
  const colourSeen = new Map();
  function faded(colour, opacity) {
    const key = colour + opacity;
    if (!colourSeen.has(key)) colourSeen.set(key, `${colour}${Math.round(opacity * 255).toString(16).padStart(2, "0")}`);
    return colourSeen.get(key);
  }

  let near = null;
  function nodeStyle(node) {
    const look = looks[node.kind], colour = look[theme()], opacity = near !== null && !near.has(node.id) ? 0.16 : 1;
    const chosen = shown.chosen !== null && shown.chosen.node === node.id;
    return {
      x: node.x, y: -node.y, size: node.size * (chosen ? 1.25 : 1), shape: SHAPE_NUMBER[look.shape], type: "mark", hidden: !nodesUsed.has(node.id),
      color: faded(chosen ? colours().ink : colour, opacity), fill: faded(look.hollow ? colours().paper : colour, opacity),
    };
  }
  function edgeStyle(claim) {
    const chosen = shown.chosen !== null && shown.chosen.claim === claim.id;
    const colour = claim.left.length ? claimColour(claim) : colours().quiet;
    const across = areaByNode[claim.source] !== areaByNode[claim.target];
    return {
      type: "stroke", hidden: claim.left.length === 0, size: claimWidth(claim, 1) + (chosen ? 2.5 : 0), aside: claim.bend,
      dash: (claim.negative ? 1 : 0) + (claim.open ? 2 : 0), color: faded(colour, isNear(claim) ? 1 : 0.05),
      // From afar, lines between groups must not hide the groups.
      afar: faded(colour, near !== null ? (isNear(claim) ? 1 : 0.03) : across ? 0.45 : 1),
    };
  }

  const graph = new Graph({ multi: true, type: "directed" });
  function add(newNodes, newClaims) {
    for (const node of newNodes) graph.addNode(node.id, { x: node.x, y: -node.y });
    for (const claim of newClaims) if (claim.drawn) graph.addDirectedEdgeWithKey(claim.id, claim.source, claim.target);
  }

  let drawn = { x: 0, y: 0, scale: 1 }, wanted = null;
  const frame = nodes.length ? frameOf(nodes) : { position: { x: 0, y: 0 }, scale: 1 };
  const SIDE = 10000; // of the square that sigma counts as one unit
  let sigma = null;

  const viewOf = (state, width, height) => ({
    width, height, scale: state.scale,
    place: ({ x, y }) => ({ x: (x - state.x) * state.scale + width / 2, y: (y - state.y) * state.scale + height / 2 }),
    radius: (node) => Math.max(node.size * markScale(state.scale), 0.8),
    alongEdge(claim, part) {
      const from = this.place(nodes[claim.source]), to = this.place(nodes[claim.target]), far = Math.hypot(to.x - from.x, to.y - from.y) || 1;
      const shift = (claim.bend * Math.min(APART * markScale(state.scale), 0.35 * far)) / far;
      return { x: from.x + (to.x - from.x) * part + (to.y - from.y) * shift, y: from.y + (to.y - from.y) * part - (to.x - from.x) * shift };
    },
  });

  function open() {
    sigma = new Sigma(new Graph({ multi: true, type: "directed" }), stage, {
      allowInvalidContainer: true, renderLabels: false, renderEdgeLabels: false, enableEdgeEvents: false,
      autoRescale: true, stagePadding: 0, minCameraRatio: null, maxCameraRatio: null,
      zoomToSizeRatioFunction: () => 1 / markScale(drawn.scale),
      nodeProgramClasses: { mark: MarkProgram }, edgeProgramClasses: { stroke: EdgesProgram },
      defaultNodeType: "mark", defaultEdgeType: "stroke",
      nodeReducer: (id) => nodeStyle(nodes[id]), edgeReducer: (id) => edgeStyle(claims[id]),
    });
    sigma.createCanvasContext("areas", { beforeLayer: "edges" });
    sigma.resize(true);
    const { areas, labels } = sigma.getCanvases();
    sigma.on("beforeRender", () => { if (wanted) useWanted(); });
    sigma.on("afterRender", () => {
      const { width, height } = sigma.getDimensions(), view = viewOf(drawn, width, height);
      const under = areas.getContext("2d");
      under.clearRect(0, 0, width, height);
      drawAreas(under, view);
      const inner = viewOf(drawn, room.clientWidth, room.clientHeight), over = labels.getContext("2d");
      over.save();
      over.translate(MARGIN, MARGIN);
      drawLabels(over, inner);
      over.restore();
      camera.showDrawn(drawn);
    });
    sigma.setCustomBBox({ x: [-SIDE / 2, SIDE / 2], y: [-SIDE / 2, SIDE / 2] });
  }

  function useWanted() {
    drawn = wanted;
    wanted = null;
    StrokeProgram.strength = claims.length > MANY && near === null ? Math.min(Math.max(drawn.scale * 1.6, 0.14), 1) : 1;
    StrokeProgram.arrow = drawn.scale < 0.3 && claims.length > MANY ? 0 : ARROW;
  }

  function cameraState({ x, y, scale }) {
    const { width, height } = sigma.getDimensions();
    return { x: 0.5 + x / SIDE, y: 0.5 - y / SIDE, ratio: Math.min(width, height) / (SIDE * scale), angle: 0 };
  }

  const camera = makeCamera(room, stage, {
    draw(view) {
      if (!sigma) return;
      wanted = view;
      sigma.getCamera().setState(cameraState(view));
      sigma.scheduleRender();
    },
    click: (point) => pick(findAt(point)),
    hover: (point) => showTip(point),
  });

  // What lies at a point of the picture: a node, else a label, else an edge.
  function findAt({ x, y }) {
    const view = viewOf(camera.view, room.clientWidth, room.clientHeight);
    let best = null, least = Infinity;
    for (const node of nodes) {
      if (!nodesUsed.has(node.id)) continue;
      const at = view.place(node), away = Math.hypot(at.x - x, at.y - y) - view.radius(node);
      if (away < 3 && away < least) { least = away; best = { node: node.id }; }
    }
    return best || labelAt(x, y) || edgeAt(view, x, y);
  }
  function edgeAt(view, x, y) {
    let best = null, least = 6;
    for (const claim of claims) {
      if (!claim.drawn || !claim.left.length || (!isNear(claim) && near !== null)) continue;
      const from = view.alongEdge(claim, 0), to = view.alongEdge(claim, 1);
      const [dx, dy] = [to.x - from.x, to.y - from.y], part = ((x - from.x) * dx + (y - from.y) * dy) / (dx * dx + dy * dy || 1);
      const inside = Math.min(Math.max(part, 0), 1), away = Math.hypot(from.x + inside * dx - x, from.y + inside * dy - y);
      if (away < least) { least = away; best = { claim: claim.id }; }
    }
    return best;
  }

  function showTip(point) {
    const found = point && findAt(point);
    tip.hidden = !found || found.node === undefined;
    room.classList.toggle("over", Boolean(found));
    if (tip.hidden) return;
    tip.textContent = `${nodes[found.node].name} · ${looks[nodes[found.node].kind].name.toLowerCase()}`;
    tip.style.left = `${Math.min(point.x + 14, room.clientWidth - 180)}px`;
    tip.style.top = `${point.y + 16}px`;
  }

  function restyle() {
    near = neighbourhood();
    if (sigma) { wanted = wanted || { ...camera.view }; sigma.getCamera().setState(cameraState(wanted)); sigma.refresh({ schedule: true }); }
  }

  function fitAll(animated) {
    const visible = nodes.filter((node) => nodesUsed.has(node.id));
    if (!visible.length) return;
    const { position, scale } = frameOf(visible);
    camera.flyTo({ ...position, scale }, animated);
  }

  return {
    fitAll,
    restyle,
    zoomBy: (factor) => camera.zoomAt(factor, 0, 0),
    focusOn(ids) {
      if (!ids.length) return;
      const { position, scale } = frameOf(ids.map((id) => nodes[id]));
      camera.flyTo({ ...position, scale: ids.length === 1 ? Math.max(camera.view.scale, 0.9) : Math.min(scale, Math.max(camera.view.scale, 1)) }, true);
    },
    // Draw what was added to the model.
    grow(fresh) {
      add(fresh.nodes, fresh.claims);
      restyle();
    },
    start() {
      Object.assign(camera.view, frame.position, { scale: frame.scale });
      try { open(); } catch (error) {
        if (sigma !== null) throw error;
        room.classList.add("without");
        room.append(element("p", { class: "sorry" },
          "This browser does not draw with WebGL, so there is no picture. The list of claims beside it holds the same content."));
        document.documentElement.dataset.drawn = Math.round(performance.now());
        return;
      }
      add(nodes, claims);
      wanted = { ...camera.view };
      sigma.getCamera().setState(cameraState(wanted));
      sigma.once("afterRender", () => requestAnimationFrame(() => requestAnimationFrame(() => {
        document.documentElement.dataset.drawn = Math.round(performance.now());
      })));
      sigma.setGraph(graph);
      new ResizeObserver(() => { if (room.clientWidth) camera.drawNow(); }).observe(room);
    },
  };
})();
