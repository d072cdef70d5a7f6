/** The value before the present one, while there is none: what a list comes back from. */
import { useEffect, useRef, useState } from 'react'

/** @returns null where there was none. */
export function useLast<T>(value: T | null): T | null {
  const seen = useRef(value)
  const [last, setLast] = useState<T | null>(null)
  useEffect(() => {
    if (seen.current === value) return
    setLast(value === null ? seen.current : null)
    seen.current = value
  }, [value])
  return last
}
