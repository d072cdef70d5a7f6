/** An area under straight lines: d3's shapes, which the charts use, would weigh on the first load for this one path. */

export function areaPath(points: readonly { x: number; y: number }[], baseY: number): string {
  const first = points[0]
  const last = points.at(-1)
  if (first === undefined || last === undefined) return ''
  const place = (x: number, y: number) => `${x.toFixed(1)},${y.toFixed(1)}`
  return `M${place(first.x, baseY)}L${points.map(({ x, y }) => place(x, y)).join('L')}L${place(last.x, baseY)}Z`
}
