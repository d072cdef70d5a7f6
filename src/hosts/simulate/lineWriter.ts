/** Writes lines to a file in large pieces; what is unwritten at the end is written by `close`. */
import { closeSync, openSync, writeSync } from 'node:fs'

const PIECE_CHARACTERS = 1_048_576

export interface LineWriter {
  write(line: string): void
  close(): void
}

export function openLineWriter(path: string): LineWriter {
  const file = openSync(path, 'w')
  let piece: string[] = []
  let characters = 0
  const flush = () => {
    if (piece.length > 0) writeSync(file, `${piece.join('\n')}\n`)
    piece = []
    characters = 0
  }
  return {
    write(line) {
      piece.push(line)
      characters += line.length
      if (characters >= PIECE_CHARACTERS) flush()
    },
    close() {
      flush()
      closeSync(file)
    },
  }
}
