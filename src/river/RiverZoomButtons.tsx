/** The age axis by hand: less time, more time, everything. */
import type { ReactElement } from 'react'
import { useTranslation } from 'react-i18next'
import type { RiverGeometry, Scale } from './layout'
import { zoomAge } from './riverZoom'
import styles from './River.module.css'

interface RiverZoomButtonsProps {
  /** They stand above the water, not above what is beside it; null: not measured yet. */
  geometry: RiverGeometry | null
  scale: Scale
  ageSpanMsMax: number
  onScale: (change: Partial<Scale>) => void
  onReset: () => void
}

const STEP = 1.6
const HEIGHT_PX = 26

export function RiverZoomButtons({ geometry, scale, ageSpanMsMax, onScale, onReset }: RiverZoomButtonsProps): ReactElement {
  const { t } = useTranslation('river')
  const place = geometry === null ? { right: 0 } : { right: geometry.width - geometry.plotRight, top: geometry.plotTop - HEIGHT_PX }
  const buttons = [
    { name: t('zoomIn'), sign: '+', act: () => onScale(zoomAge(scale, { factor: 1 / STEP, ageSpanMsMax })) },
    { name: t('zoomOut'), sign: '−', act: () => onScale(zoomAge(scale, { factor: STEP, ageSpanMsMax })) },
    { name: t('zoomReset'), sign: '⤢', act: onReset },
  ]
  return (
    <div className={styles.zoom} style={place}>
      {buttons.map(({ name, sign, act }) => (
        <button key={sign} type="button" aria-label={name} title={name} onClick={act}>
          <span aria-hidden="true">{sign}</span>
        </button>
      ))}
    </div>
  )
}
