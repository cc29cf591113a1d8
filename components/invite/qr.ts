import {generate} from 'lean-qr/nano';
import {svg} from 'lit';

/** What a camera needs to see around a code, in its own squares. */
const QUIET = 4;

/** A text as a code for cameras: black on white whatever the colours around it are, as not all cameras read it otherwise. */
export function qrCode(text: string, label: string) {
  const code = generate(text);
  const side = code.size + 2 * QUIET;
  let path = '';
  for (let y = 0; y < code.size; y++) {
    for (let x = 0; x < code.size; x++) if (code.get(x, y)) path += `M${x} ${y}h1v1h-1z`;
  }
  return svg`
    <svg role="img" aria-label=${label} viewBox="${-QUIET} ${-QUIET} ${side} ${side}" shape-rendering="crispEdges">
      <path fill="#fff" d="M${-QUIET} ${-QUIET}h${side}v${side}h${-side}z" />
      <path fill="#000" d=${path} />
    </svg>
  `;
}
