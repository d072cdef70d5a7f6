/** The call that follows naturally: read with the iterator, or ask for the next page. */
import { useTranslation } from 'react-i18next'
import { OPERATIONS } from '../../kinesis/api/operations'
import controls from '../../widgets/controls.module.css'
import type { Answered } from './JsonView'
import { useNextCall } from './UseMenu'
import { nextUses, shapeAt } from './chain'
import { isObject } from './draft'
import styles from './Result.module.css'

const LEADS_ON = ['ShardIterator', 'NextShardIterator', 'NextToken']

export function NextCalls({ answered }: { answered: Answered }) {
  const { t } = useTranslation('console')
  const use = useNextCall()
  const { operation, output } = answered
  const held = isObject(output) ? output : {}
  const nexts = LEADS_ON.flatMap((name) => {
    const shape = shapeAt(OPERATIONS[operation].output, [name])
    const value = held[name]
    return shape === null || typeof value !== 'string' ? [] : nextUses(shape, [name], answered).map((next) => ({ name, next, value }))
  })
  if (nexts.length === 0) return null
  return (
    <div className={styles.nexts}>
      {nexts.map(({ name, next, value }) => (
        <button key={name} type="button" className={`${controls.button} ${controls.small}`} onClick={() => use(next, value)}>
          {t('nextCall', { operation: next.operation, name })}
        </button>
      ))}
    </div>
  )
}
