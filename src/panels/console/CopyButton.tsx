/** Puts a text on the clipboard, and says so for a moment. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAddNotice } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'

const SAID_MS = 2_000

export function CopyButton({ text }: { text: string }) {
  const { t } = useTranslation('console')
  const { copy, copied } = useCopy()
  return (
    <button type="button" className={`${controls.button} ${controls.small}`} onClick={() => void copy(text)}>
      <span aria-live="polite">{copied ? t('copied') : t('copy')}</span>
    </button>
  )
}

export function useCopy(): { copy: (text: string) => Promise<void>; copied: boolean } {
  const addNotice = useAddNotice()
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return undefined
    const timer = setTimeout(() => setCopied(false), SAID_MS)
    return () => clearTimeout(timer)
  }, [copied])
  const copy = async (text: string) => {
    try {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    } catch {
      addNotice({ key: 'copyRefused' })
    }
  }
  return { copy, copied }
}
