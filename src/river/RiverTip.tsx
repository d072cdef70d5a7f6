/** Facts about what the pointer rests on: a shard, its record, a waterline, a bank, a producer. */
import type { ReactElement } from 'react'
import type { RiverSize } from './riverView'
import { useTipFacts } from './useTipFacts'
import type { TipSubject } from './useTipFacts'
import styles from './River.module.css'

interface RiverTipProps extends TipSubject {
  size: RiverSize
}

const WIDTH_PX = 270

export function RiverTip({ hover, records, summary, size }: RiverTipProps): ReactElement | null {
  const told = useTipFacts({ hover, records, summary })
  if (told === null) return null
  const { point } = hover
  const flipsLeft = point.x + WIDTH_PX + 24 > size.width
  const flipsUp = point.y > size.height * 0.55
  const style = {
    maxWidth: WIDTH_PX,
    ...(flipsLeft ? { right: Math.max(4, size.width - point.x + 14) } : { left: point.x + 14 }),
    ...(flipsUp ? { bottom: size.height - point.y + 12 } : { top: point.y + 14 }),
  }
  return (
    <div className={styles.tip} style={style} role="tooltip">
      <strong>{told.title}</strong>
      <dl>
        {told.facts.map(({ name, value }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {told.hint !== undefined && <p>{told.hint}</p>}
    </div>
  )
}
