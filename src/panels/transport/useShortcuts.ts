/** Keys that work anywhere on the page, except where the focused control has its own use for them. */
import { useEffect } from 'react'
import { useActions, useSetView, useWorld } from '../../store/hooks'
import { nextPreset } from '../../store/speeds'

const OWN_KEYS = 'input, select, textarea, [role="tab"], [role="slider"], [role="dialog"], [contenteditable], [data-own-keys]'
const OWN_SPACE = 'button, summary, a[href]'

export function useShortcuts(): void {
  const playing = useWorld((world) => world.playing)
  const speed = useWorld((world) => world.speed)
  const actions = useActions()
  const setView = useSetView()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return
      if (event.target instanceof Element && event.target.closest(event.key === ' ' ? `${OWN_KEYS}, ${OWN_SPACE}` : OWN_KEYS) !== null) return
      switch (event.key) {
        case ' ':
          if (playing) actions.pause()
          else actions.play()
          break
        case 'ArrowRight':
          actions.step()
          break
        case 'Home':
          actions.restart()
          break
        case '[':
          actions.setSpeed(nextPreset(speed, 'slower'))
          break
        case ']':
          actions.setSpeed(nextPreset(speed, 'faster'))
          break
        case '?':
          setView({ isHelpOpen: true })
          break
        default:
          return
      }
      event.preventDefault()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [playing, speed, actions, setView])
}
