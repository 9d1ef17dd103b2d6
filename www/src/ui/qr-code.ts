import { encode } from 'uqr';

const SVG = 'http://www.w3.org/2000/svg';
/** The blank margin that the standard asks for, in modules. */
const QUIET_ZONE = 4;

/** A QR code as an image with a name. Dark on light in both themes, since scanners expect that. */
export function createQrCode(text: string, label: string): SVGSVGElement {
  const { data, size } = encode(text, { border: QUIET_ZONE });
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', 'qr-code');
  svg.setAttribute('viewBox', `0 0 ${String(size)} ${String(size)}`);
  svg.setAttribute('role', 'img');
  svg.setAttribute('aria-label', label);
  svg.setAttribute('shape-rendering', 'crispEdges');
  const modules = data.flatMap((row, y) =>
    row.flatMap((dark, x) => (dark ? [`M${String(x)} ${String(y)}h1v1h-1z`] : [])),
  );
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', modules.join(''));
  svg.append(path);
  return svg;
}
