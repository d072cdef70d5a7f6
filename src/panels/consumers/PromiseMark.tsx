/** A check or a cross, beside the words that say the same. */
export function PromiseMark({ isKept }: { isKept: boolean }) {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" fill="none" stroke={isKept ? 'var(--app-text-0)' : 'var(--fault-text)'} strokeWidth="2" strokeLinecap="round" aria-hidden="true">
      <path d={isKept ? 'M2 6.5 5 9.5 10 3' : 'M2.5 2.5 9.5 9.5M9.5 2.5 2.5 9.5'} />
    </svg>
  )
}
