/** The product's mark: three lanes of different length. */
export function Mark() {
  return (
    <svg width="26" height="26" viewBox="0 0 32 32" aria-hidden="true" focusable="false">
      <rect width="32" height="32" rx="7" fill="#101b2d" />
      <g strokeWidth="4" strokeLinecap="round">
        <path d="M6 9h20" stroke="#45b8f0" />
        <path d="M6 16h13" stroke="#f5a524" />
        <path d="M6 23h17" stroke="#52c98b" />
      </g>
    </svg>
  )
}
