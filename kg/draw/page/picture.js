// The drawing: vis-network with physics off; nodes stand where Python put them.

const picture = (() => {
  const visNodes = new vis.DataSet();
  const visEdges = new vis.DataSet();
  const styleSeen = new Map(); // what was drawn last, so that only what changes is sent
  const tooltip = (text) => element("div", {}, text);
  // Marks and lines grow as the whole picture shrinks, so that they are still seen when it opens.
  const grown = nodes.length && claims.length <= MANY ? Math.min(Math.max(0.8 / frameOf(nodes).scale, 1), 1.5) : 1;

  function nodeStyle(node, near) {
    const look = looks[node.kind];
    const dim = near !== null && !near.has(node.id);
    const colour = look[theme()];
    return {
      hidden: !nodesUsed.has(node.id),
      opacity: dim ? 0.22 : 1,
      color: { background: look.hollow ? colours().paper : colour, border: colour,
        highlight: { background: look.hollow ? colours().paper : colour, border: colours().ink },
        hover: { background: look.hollow ? colours().paper : colour, border: colours().ink } },
    };
  }

  function edgeStyle(claim) {
    const chosen = shown.chosen !== null && shown.chosen.claim === claim.id;
    const colour = claim.left.length ? claimColour(claim) : colours().quiet;
    const width = claimWidth(claim, grown), dash = 4 + 2.5 * width, dot = 1 + 0.5 * width, gap = 3 + 1.2 * width;
    const dashes = claim.negative && claim.open ? [dash, gap, dot, gap] : claim.negative ? [dash, gap] : claim.open ? [dot, gap] : false;
    return {
      hidden: claim.left.length === 0,
      width: width + (chosen ? 2 : 0),
      dashes,
      color: { color: colour, highlight: colour, hover: colour, opacity: isNear(claim) ? 1 : 0.12 },
    };
  }

  function collectStyles() {
    const near = neighbourhood();
    const changed = (prefix, id, style) => {
      const text = JSON.stringify(style);
      if (styleSeen.get(prefix + id) === text) return false;
      styleSeen.set(prefix + id, text);
      return true;
    };
    const forNodes = nodes.map((node) => ({ id: node.id, ...nodeStyle(node, near) }))
      .filter((style) => changed("n", style.id, style));
    const forEdges = claims.filter((claim) => claim.drawn).map((claim) => ({ id: claim.id, ...edgeStyle(claim) }))
      .filter((style) => changed("e", style.id, style));
    return [forNodes, forEdges];
  }

  function fill() {
    const [forNodes, forEdges] = collectStyles();
    const nodeStyles = new Map(forNodes.map((style) => [style.id, style]));
    visNodes.add(nodes.map((node) => ({
      x: node.x, y: node.y, shape: looks[node.kind].shape, size: node.size * grown, borderWidth: looks[node.kind].hollow ? 2 : 1,
      title: tooltip(`${node.name} · ${looks[node.kind].name.toLowerCase()}`), ...nodeStyles.get(node.id),
    })));
    const edgeStyles = new Map(forEdges.map((style) => [style.id, style]));
    visEdges.add(claims.filter((claim) => claim.drawn).map((claim) => ({
      from: claim.source, to: claim.target,
      smooth: claim.bend === 0 ? false
        : { enabled: true, type: claim.bend > 0 ? "curvedCW" : "curvedCCW", roundness: Math.abs(claim.bend) },
      title: tooltip(`${claimSentence(claim)} · ${claim.outlets.map((outlet) => outlets[outlet].name).join(", ")}`),
      ...edgeStyles.get(claim.id),
    })));
  }

  fill();
  const drawnEdges = visEdges.length;
  const network = new vis.Network(byId("picture"), { nodes: visNodes, edges: visEdges }, {
    physics: { enabled: false },
    layout: { improvedLayout: false },
    nodes: { borderWidthSelected: 3, font: { size: 0 }, labelHighlightBold: false, chosen: true },
    edges: {
      arrows: { to: { enabled: true, scaleFactor: 0.55 } },
      arrowStrikethrough: false, smooth: false, selectionWidth: 0, hoverWidth: 0.8, chosen: true,
      selfReference: { size: 18 },
    },
    interaction: {
      hover: drawnEdges <= MANY, tooltipDelay: 150, hideEdgesOnDrag: drawnEdges > MANY, hideEdgesOnZoom: drawnEdges > MANY,
      keyboard: { enabled: true, bindToWindow: false }, selectConnectedEdges: false, multiselect: false,
    },
  });

  function viewNow() {
    const room = byId("picture"), scale = network.getScale(), centre = network.getViewPosition();
    const { clientWidth: width, clientHeight: height } = room;
    const place = ({ x, y }) => ({ x: (x - centre.x) * scale + width / 2, y: (y - centre.y) * scale + height / 2 });
    // vis-network knows its own curves, though it does not say so in public; without it the straight line serves.
    const alongEdge = (claim, part) => {
      const edge = network.body && network.body.edges[claim.id];
      return edge && edge.edgeType && edge.edgeType.getPoint && claim.bend !== 0 ? place(edge.edgeType.getPoint(part)) : null;
    };
    return { width, height, scale, centre, place, alongEdge, radius: (node) => node.size * grown * scale };
  }

  // From the coordinates of the graph to those of the screen, whatever the pixel ratio.
  function onScreen(draw) {
    return (context) => {
      const view = viewNow();
      context.save();
      context.translate(view.centre.x, view.centre.y);
      context.scale(1 / view.scale, 1 / view.scale);
      context.translate(-view.width / 2, -view.height / 2);
      draw(context, view);
      context.restore();
    };
  }
  network.on("beforeDrawing", onScreen(drawAreas));
  network.on("afterDrawing", onScreen(drawLabels));
  network.once("afterDrawing", () => { document.documentElement.dataset.drawn = Math.round(performance.now()); });
  // Dragged nodes stay where the reader put them.
  network.on("dragEnd", ({ nodes: moved }) => {
    for (const [id, { x, y }] of Object.entries(network.getPositions(moved))) Object.assign(nodes[id], { x, y });
  });
  network.on("dragging", ({ nodes: moved }) => {
    for (const [id, { x, y }] of Object.entries(network.getPositions(moved))) Object.assign(nodes[id], { x, y });
  });
  network.on("click", (event) => {
    const label = event.nodes.length ? null : labelAt(event.pointer.DOM.x, event.pointer.DOM.y);
    if (event.nodes.length) pick({ node: event.nodes[0] });
    else if (label) pick(label);
    else if (event.edges.length) pick({ claim: event.edges[0] });
    else pick(null);
  });

  function fitAll(animated) {
    const visible = nodes.filter((node) => nodesUsed.has(node.id));
    if (visible.length) network.moveTo({ ...frameOf(visible), animation: animated && !still ? { duration: 350 } : false });
  }

  return {
    fitAll,
    start: () => fitAll(false),
    zoomBy: (factor) => network.moveTo({ scale: network.getScale() * factor }),
    restyle() {
      if (shown.chosen === null) network.unselectAll();
      const [forNodes, forEdges] = collectStyles();
      if (forNodes.length) visNodes.update(forNodes);
      if (forEdges.length) visEdges.update(forEdges);
      network.redraw();
    },
    focusOn(ids) {
      if (!ids.length) return;
      const animation = still ? false : { duration: 350 };
      if (ids.length === 1) network.focus(ids[0], { scale: Math.max(network.getScale(), 0.9), animation });
      else network.fit({ nodes: ids, maxZoomLevel: Math.max(network.getScale(), 1), animation });
    },
  };
})();
