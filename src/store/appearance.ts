/** Carries theme and language from the view store to the document, the address and the next visit. */
import { keepLanguage, keepTheme } from './preferences'
import { writeUrl } from './urlState'
import type { Language, ViewStore } from './viewStore'

export function followAppearance(view: ViewStore, changeLanguage: (language: Language) => Promise<void>): void {
  const darkSystem = window.matchMedia('(prefers-color-scheme: dark)')
  const paint = () => {
    const { theme } = view.getState()
    const shownTheme = theme === 'dark' || (theme === 'system' && darkSystem.matches) ? 'dark' : 'light'
    document.documentElement.dataset['theme'] = shownTheme
    view.setState({ shownTheme })
  }
  darkSystem.addEventListener('change', paint)
  paint()
  view.subscribe((now, before) => {
    if (now.theme !== before.theme) {
      paint()
      keepTheme(now.theme)
      rewriteAddress('theme', now.theme)
    }
    if (now.language !== before.language) {
      void changeLanguage(now.language)
      keepLanguage(now.language)
      rewriteAddress('lang', now.language)
    }
  })
}

/** An address that asked for another choice would undo this one at the next reload. */
function rewriteAddress(name: string, value: string): void {
  if (!new URLSearchParams(location.search).has(name)) return
  history.replaceState(null, '', `${location.pathname}${writeUrl(location.search, name, value)}${location.hash}`)
}
