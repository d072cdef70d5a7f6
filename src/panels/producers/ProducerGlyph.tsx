/** The sign of a kind of producer, in the colour of the text around it. */
import type { ProducerKindName } from '../../engine/producers/settings'
import { PRODUCER_GLYPHS } from '../../widgets/producerGlyphs'
import styles from './Producers.module.css'

export function ProducerGlyph({ kind }: { kind: ProducerKindName }) {
  return (
    <svg className={styles.glyph} viewBox="0 0 12 12" aria-hidden="true" focusable="false">
      <path d={PRODUCER_GLYPHS[kind]} />
    </svg>
  )
}
