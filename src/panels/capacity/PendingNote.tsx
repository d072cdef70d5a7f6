/** What was asked for and is not in force yet: a control shows it at once, and this says what holds until when. */
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import { clockText } from '../../strings/formats'
import sheet from '../sheet/Sheet.module.css'

export interface PendingNoteProps {
  asked: string
  inForce: string
  atMs: number
}

export function PendingNote({ asked, inForce, atMs }: PendingNoteProps) {
  const { t } = useTranslation('capacity')
  const isPlaying = useWorld(({ playing }) => playing)
  return (
    <p className={sheet.remark} role="status">
      {t('pending.asked', { asked, inForce, clock: clockText(atMs).slice(0, -4) })} {isPlaying ? null : t('pending.paused')}
    </p>
  )
}
