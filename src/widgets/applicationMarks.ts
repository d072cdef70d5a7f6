/** What tells applications apart beside their colours: a mark of its own on a field of 12 × 12, and the dashes of its waterline. */

/** The themes have as many colours; later applications begin again. */
export const APPLICATION_LOOKS = 8

/** Corners as x and y: a disc, square, diamond, triangle, plus, the triangle upside down, an hourglass, a cross. */
const MARKS: readonly string[] = [
  '10.6 6 10.25 7.76 9.25 9.25 7.76 10.25 6 10.6 4.24 10.25 2.75 9.25 1.75 7.76 1.4 6 1.75 4.24 2.75 2.75 4.24 1.75 6 1.4 7.76 1.75 9.25 2.75 10.25 4.24',
  '1.6 1.6 10.4 1.6 10.4 10.4 1.6 10.4',
  '6 .3 11.7 6 6 11.7 .3 6',
  '6 .8 11.2 10.6 .8 10.6',
  '4.3 .8 7.7 .8 7.7 4.3 11.2 4.3 11.2 7.7 7.7 7.7 7.7 11.2 4.3 11.2 4.3 7.7 .8 7.7 .8 4.3 4.3 4.3',
  '.8 1.4 11.2 1.4 6 11.2',
  '1.2 1.2 10.8 1.2 1.2 10.8 10.8 10.8',
  '8.5 1.1 10.9 3.5 8.4 6 10.9 8.5 8.5 10.9 6 8.4 3.5 10.9 1.1 8.5 3.6 6 1.1 3.5 3.5 1.1 6 3.6',
]

const DASHES: readonly (readonly number[])[] = [[], [9, 4], [2, 4], [12, 4, 2, 4], [5, 5], [16, 3], [2, 3, 2, 8], [7, 3, 2, 3, 2, 3]]

const CORNERS = MARKS.map((mark) => mark.split(' ').map(Number))

/** An application keeps its look when another one is removed. */
export function lookOf(applicationIndex: number): number {
  return applicationIndex % APPLICATION_LOOKS
}

/** For SVG. */
export function markPath(applicationIndex: number): string {
  return `M${MARKS[lookOf(applicationIndex)] ?? ''}Z`
}

/** x, y, x, y, … */
export function markCorners(applicationIndex: number): readonly number[] {
  return CORNERS[lookOf(applicationIndex)] ?? []
}

export function dashesOf(applicationIndex: number): readonly number[] {
  return DASHES[lookOf(applicationIndex)] ?? []
}
