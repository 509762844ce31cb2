// The report's words reach the page through textContent alone: markup in them stays text.
export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  const box = parentElement.querySelector(".rt-box");
  const drawn = JSON.stringify(data.pieces);
  if (box.drawn !== drawn) {
    box.drawn = drawn;
    const scrolled = box.scrollTop;
    box.replaceChildren(...data.pieces.map((piece) => drawPiece(piece, setTriggerValue)));
    box.scrollTop = scrolled;
  }
  goTo(box, data.at);
  box.onmouseup = () => tellSelection(box, setTriggerValue);
  box.onkeyup = (event) => {
    if (event.key === "Shift") tellSelection(box, setTriggerValue);
  };
}

function drawPiece([words, start, number, decision, doubtful], setTriggerValue) {
  const element = document.createElement(number ? "mark" : "span");
  element.textContent = words;
  element.dataset.start = start;
  if (!number) return element;
  element.className = `rt-mark rt-${decision}${doubtful ? " rt-doubtful" : ""}`;
  element.dataset.number = number;
  element.tabIndex = -1;
  element.setAttribute("role", "button");
  element.setAttribute("aria-label", `第 ${number} 条：${words}`);
  element.onclick = () => {
    if (document.getSelection().isCollapsed) setTriggerValue("chosen", start);
  };
  return element;
}

function goTo(box, at) {
  for (const mark of box.querySelectorAll(".rt-at")) mark.classList.remove("rt-at");
  const mark = box.querySelector(`mark[data-start="${Number(at)}"]`);
  if (!mark) return;
  mark.classList.add("rt-at");
  if (box.at === at) return;
  box.at = at;
  const away = mark.getBoundingClientRect().top - box.getBoundingClientRect().top;
  box.scrollTop += away - box.clientHeight / 3;
}

// Offsets count characters, not UTF-16 units.
function offset(node, units) {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const start = element.dataset?.start;
  if (start === undefined) return null;
  return Number(start) + Array.from(node.textContent.slice(0, units)).length;
}

function tellSelection(box, setTriggerValue) {
  const selection = document.getSelection();
  if (selection.isCollapsed || selection.rangeCount === 0) return;
  const range = selection.getRangeAt(0);
  if (!box.contains(range.startContainer) || !box.contains(range.endContainer)) return;
  const start = offset(range.startContainer, range.startOffset);
  const end = offset(range.endContainer, range.endOffset);
  if (start !== null && end !== null && start < end) setTriggerValue("marked", { start, end });
}
