/** Gives each of several costly views the newest value in its turn: one view at a time, each at most twice a second. */
import { useEffect, useState } from 'react'

const UPDATES_PER_SECOND_MAX = 2

/** @returns for each view the value that it shows; views that are not wanted keep theirs. */
export function useTurns<T>({ newest, isWanted }: { newest: T; isWanted: readonly boolean[] }): readonly T[] {
  const [state, setState] = useState(() => ({ turn: 0, shown: isWanted.map(() => newest) }))
  const next = nextStale({ ...state, newest, isWanted })
  useEffect(() => {
    if (next === null) return undefined
    const timer = setTimeout(
      () => setState(({ shown }) => ({ turn: next + 1, shown: shown.map((value, index) => (index === next ? newest : value)) })),
      1_000 / (UPDATES_PER_SECOND_MAX * isWanted.length),
    )
    return () => clearTimeout(timer)
  }, [next, newest, isWanted.length])
  return state.shown
}

function nextStale<T>({ turn, shown, newest, isWanted }: { turn: number; shown: readonly T[]; newest: T; isWanted: readonly boolean[] }): number | null {
  for (let step = 0; step < shown.length; step++) {
    const index = (turn + step) % shown.length
    if (isWanted[index] === true && shown[index] !== newest) return index
  }
  return null
}
