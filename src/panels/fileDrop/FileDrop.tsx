/** Takes a file that is dropped anywhere on the page, and shows where it will land. */
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOwnFile } from './useOwnFile'
import styles from './FileDrop.module.css'

export function FileDrop() {
  const { t } = useTranslation()
  const isOver = useDroppedFile(useOwnFile())
  if (!isOver) return null
  return (
    <div className={styles.overlay} aria-hidden="true">
      <p className={styles.target}>
        <strong>{t('dropTitle')}</strong>
        {t('dropText')}
      </p>
    </div>
  )
}

/** @returns whether a file hovers over the page. */
function useDroppedFile(onFile: (file: File) => Promise<void>): boolean {
  const [isOver, setIsOver] = useState(false)
  useEffect(() => {
    const listening = new AbortController()
    const { signal } = listening
    const hasFile = (event: DragEvent) => event.dataTransfer?.types.includes('Files') ?? false
    const onDragOver = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setIsOver(true)
    }
    const onDragLeave = (event: DragEvent) => {
      if (event.relatedTarget === null) setIsOver(false)
    }
    const onDrop = (event: DragEvent) => {
      if (!hasFile(event)) return
      event.preventDefault()
      setIsOver(false)
      const file = event.dataTransfer?.files[0]
      if (file !== undefined) void onFile(file)
    }
    window.addEventListener('dragenter', onDragOver, { signal })
    window.addEventListener('dragover', onDragOver, { signal })
    window.addEventListener('dragleave', onDragLeave, { signal })
    window.addEventListener('drop', onDrop, { signal })
    return () => listening.abort()
  }, [onFile])
  return isOver
}
