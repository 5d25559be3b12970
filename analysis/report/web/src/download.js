// Charts and tables as files: SVG, PNG and CSV, made in the page itself.

function save(name, blob) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10000);
}

export const saveText = (name, type, text) => save(name, new Blob([text], { type: `${type};charset=utf-8` }));

/** The chart as it stands, with a ground of its own. */
function svgOf(panel) {
  const copy = panel.element.querySelector("svg").cloneNode(true);
  const width = panel.chart.getWidth(), height = panel.chart.getHeight();
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("viewBox", `0 0 ${width} ${height}`);
  const ground = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [key, value] of Object.entries({ width, height, fill: panel.ground })) ground.setAttribute(key, value);
  copy.insertBefore(ground, copy.firstChild);
  return { text: new XMLSerializer().serializeToString(copy), width, height };
}

export const saveSvg = (name, panel) => saveText(`${name}.svg`, "image/svg+xml", svgOf(panel).text);

export async function savePng(name, panel) {
  const { text, width, height } = svgOf(panel);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  const scale = 2; // sharp on a projector
  canvas.width = width * scale;
  canvas.height = height * scale;
  canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
  canvas.toBlob((blob) => save(`${name}.png`, blob), "image/png");
}
