/**
 * The sign of each kind of producer on a field of 12 × 12, as strokes of straight lines only: SVG takes them as they are, and a
 * canvas by their numbers.
 */
export const PRODUCER_GLYPHS = {
  /** Code. */
  sdk: 'M4 3 1 6 4 9M8 3 11 6 8 9M7.2 1.5 4.8 10.5',
  /** A crate of records. */
  kpl: 'M1.5 1.5 10.5 1.5 10.5 10.5 1.5 10.5 1.5 1.5M1.5 6 10.5 6M6 1.5 6 10.5',
  /** A log file. */
  agent: 'M2.5 1 7.5 1 9.5 3 9.5 11 2.5 11 2.5 1M4.5 5 7.5 5M4.5 8 7.5 8',
  /** A filter. */
  cloudWatchLogs: 'M1 1.5 11 1.5 7.2 6.2 7.2 10.8 4.8 9.6 4.8 6.2 1 1.5',
  /** A chip with its legs. */
  iot: 'M3.5 3.5 8.5 3.5 8.5 8.5 3.5 8.5 3.5 3.5M6 3.5 6 1M6 8.5 6 11M3.5 6 1 6M8.5 6 11 6',
  /** Streams that a job makes one. */
  flink: 'M1 2.5 4.5 6 1 9.5M4.5 6 11 6M8.5 3.5 11 6 8.5 8.5',
} as const

/** @returns each stroke as x, y, x, y, … */
export function glyphStrokes(path: string): number[][] {
  return path
    .slice(1)
    .split('M')
    .map((stroke) => stroke.split(' ').map(Number))
}
