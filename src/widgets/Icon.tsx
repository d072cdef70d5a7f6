/** The few signs of the page, drawn in the colour of the text around them. Each stands beside words or an accessible name. */
const PATHS = {
  play: 'M5 3.2v9.6l8-4.8z',
  pause: 'M4 3h3v10H4zM9 3h3v10H9z',
  step: 'M3 3.2v9.6l6.6-4.8zM11 3h2v10h-2z',
  restart: 'M3 3h2v10H3zM13 3.2v9.6L6.4 8z',
  close: 'M3.3 4.7l1.4-1.4L8 6.6l3.3-3.3 1.4 1.4L9.4 8l3.3 3.3-1.4 1.4L8 9.4l-3.3 3.3-1.4-1.4L6.6 8z',
  sun: 'M8 5a3 3 0 110 6 3 3 0 010-6zM7.3 1h1.4v2.4H7.3zM7.3 12.6h1.4V15H7.3zM1 7.3h2.4v1.4H1zM12.6 7.3H15v1.4h-2.4zM2.6 3.6l1-1 1.7 1.7-1 1zM10.7 11.7l1-1 1.7 1.7-1 1zM12.4 2.6l1 1-1.7 1.7-1-1zM4.3 10.7l1 1-1.7 1.7-1-1z',
  moon: 'M6.2 1.6A6.5 6.5 0 1014.4 9.8 5.4 5.4 0 016.2 1.6z',
  half: 'M8 1.5a6.5 6.5 0 100 13 6.5 6.5 0 000-13zm0 1.5v10a5 5 0 010-10z',
  down: 'M3.5 5.5h9L8 11z',
  dice: 'M3 2h10a1 1 0 011 1v10a1 1 0 01-1 1H3a1 1 0 01-1-1V3a1 1 0 011-1zm.5 1.5v9h9v-9zM5 5h2v2H5zm4 4h2v2H9zM9 5h2v2H9zM5 9h2v2H5z',
} as const

export function Icon({ name }: { name: keyof typeof PATHS }) {
  return (
    <svg width="16" height="16" viewBox="0 0 16 16" aria-hidden="true" focusable="false" fill="currentColor">
      <path d={PATHS[name]} />
    </svg>
  )
}
