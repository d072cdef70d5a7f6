/** Why the last experiment did not begin, at the field whose fault it is. */
import { useWorld } from '../../../store/hooks'
import { useRefusalTexts } from '../../refusals/useRefusalTexts'
import sheet from '../../sheet/Sheet.module.css'
import { useNames } from '../../useNames'
import { fieldOf, lastExperimentRefusal, type ExperimentField } from './fieldOf'

export function FieldProblem({ of }: { of: ExperimentField }) {
  const { ofProducer } = useNames()
  const reason = useWorld(({ events }) => {
    const refused = lastExperimentRefusal(events)
    return refused !== null && fieldOf(refused) === of ? refused : null
  })
  const say = useRefusalTexts({ isWanted: reason !== null, ofProducer })
  const texts = reason === null || say === null ? null : say(reason)
  return (
    <div role="alert">
      {texts === null ? null : (
        <p className={sheet.refusal}>
          {texts.why} {texts.help}
        </p>
      )}
    </div>
  )
}
