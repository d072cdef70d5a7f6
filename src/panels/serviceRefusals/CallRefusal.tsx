/** A call refused: the exception and AWS's own sentence at once, and below them, as soon as the words are there, what it means here and what to do. */
import { loadStrings } from '../../strings/strings'
import { late } from '../../widgets/Late'
import type { ServiceRefusal } from './explainRefusal'

/** Where the sentence stands already. */
export const Explanation = late(async () => {
  const [{ Explanation: part }] = await Promise.all([import('./Explanation'), loadStrings('serviceRefusals'), loadStrings('calls')])
  return part
}, 'nowhere')

export function CallRefusal({ refusal: { exception, message } }: { refusal: ServiceRefusal }) {
  return (
    <>
      <strong>{exception}</strong> <span lang="en">{message}</span>
      <Explanation exception={exception} message={message} />
    </>
  )
}
