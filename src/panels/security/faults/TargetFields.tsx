/** What an experiment is aimed at: streams, shards, callers. */
import { useTranslation } from 'react-i18next'
import { useShallow } from 'zustand/react/shallow'
import type { CallerName } from '../../../engine/door/callerName'
import type { GuardsView } from '../../../engine/door/guardsView'
import { useWorld } from '../../../store/hooks'
import controls from '../../../widgets/controls.module.css'
import { SelectSetting } from '../../settings/SelectSetting'
import sheet from '../../sheet/Sheet.module.css'
import { shortShardId } from '../../shardName'
import styles from '../Security.module.css'
import { useCallerName } from '../useGuards'
import { FieldProblem } from './FieldProblem'

export interface ChosenTarget {
  streamName: string | null
  shardIds: string[] | null
  callers: CallerName[] | null
}

export interface TargetFieldsProps {
  guards: GuardsView
  takesShards: boolean
  target: ChosenTarget
  onChange: (target: ChosenTarget) => void
}

const EVERY = '*'

export function TargetFields({ guards: { streams, identities }, takesShards, target, onChange }: TargetFieldsProps) {
  const { t } = useTranslation('security')
  const nameOf = useCallerName()
  const watched = useWorld(({ summary }) => summary?.stream.streamName ?? '')
  const openShards = useWorld(useShallow(({ summary }) => summary?.shards.filter(({ state }) => state === 'OPEN').map(({ shardId }) => shardId) ?? []))
  const names = [EVERY, ...streams.map(({ streamName }) => streamName)]
  return (
    <>
      <SelectSetting
        name={t('faults.stream')}
        names={names}
        chosen={target.streamName !== null && names.includes(target.streamName) ? target.streamName : EVERY}
        say={(name) => (name === EVERY ? t('faults.everyStream') : name)}
        onChoose={(name) => onChange({ ...target, streamName: name === EVERY ? null : name, shardIds: null })}
      />
      {/* Shards of other streams are not on the page. */}
      {takesShards && target.streamName !== null && target.streamName === watched ? (
        <Choice
          name={t('faults.shards')}
          all={t('faults.everyShard')}
          names={openShards}
          chosen={target.shardIds}
          say={(shardId) => shortShardId(shardId)}
          onChange={(shardIds) => onChange({ ...target, shardIds })}
        />
      ) : takesShards ? (
        <p className={sheet.hint}>{t('faults.shardsHow')}</p>
      ) : null}
      <FieldProblem of="shards" />
      <Choice name={t('faults.callers')} all={t('faults.everybody')} names={identities.map(({ caller }) => caller)} chosen={target.callers} say={nameOf} onChange={(callers) => onChange({ ...target, callers })} />
      <FieldProblem of="callers" />
    </>
  )
}

interface ChoiceProps<Name extends string> {
  name: string
  all: string
  names: readonly Name[]
  /** Null: all, also those to come. */
  chosen: readonly Name[] | null
  say: (name: Name) => string
  onChange: (chosen: Name[] | null) => void
}

function Choice<Name extends string>({ name, all, names, chosen, say, onChange }: ChoiceProps<Name>) {
  return (
    <fieldset className={styles.choice}>
      <legend>{name}</legend>
      <label className={controls.check}>
        <input type="checkbox" checked={chosen === null} onChange={({ target }) => onChange(target.checked ? null : [])} />
        {all}
      </label>
      {chosen === null
        ? null
        : names.map((each) => (
            <label key={each} className={controls.check}>
              <input type="checkbox" checked={chosen.includes(each)} onChange={({ target }) => onChange(target.checked ? [...chosen, each] : chosen.filter((other) => other !== each))} />
              {say(each)}
            </label>
          ))}
    </fieldset>
  )
}
