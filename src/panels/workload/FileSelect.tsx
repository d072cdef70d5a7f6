/** Which file keys or sizes are drawn from: a data set, or one that the person has brought. */
import { useTranslation } from 'react-i18next'
import { useWorld } from '../../store/hooks'
import controls from '../../widgets/controls.module.css'
import sheet from '../controls/Controls.module.css'
import { SourceOptions } from '../controls/SourceOptions'

export function FileSelect({ label, sourceId, onChoose }: { label: string; sourceId: string; onChoose: (sourceId: string) => void }) {
  return (
    <label className={sheet.pair}>
      <span className={sheet.label}>{label}</span>
      <select className={controls.select} value={sourceId} onChange={(event) => onChoose(event.target.value)}>
        <SourceOptions />
      </select>
    </label>
  )
}

/** Files are read by this page; a service does not have them. @returns what to refuse then, and why. */
export function useNoFiles<Kind extends string>(kind: Kind): { kinds: readonly Kind[]; why: string } | null {
  const { t } = useTranslation('controls')
  const isLive = useWorld((world) => world.live !== null)
  return isLive ? { kinds: [kind], why: t('served.data') } : null
}
