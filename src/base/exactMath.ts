/**
 * Logarithm and exponential from +, −, ×, ÷ alone. IEEE 754 fixes their every bit, unlike that of `Math.log` and `Math.exp`,
 * so what is decided by them is the same on every host.
 */

const LN_2 = 0.6931471805599453
const SERIES_TERMS = 22

/** Natural logarithm of a number ≥ 1: halvings, then the series of artanh. */
export function exactLn(value: number): number {
  let halvings = 0
  let rest = value
  while (rest >= 1.5) {
    rest /= 2
    halvings++
  }
  const ratio = (rest - 1) / (rest + 1)
  let power = ratio
  let sum = 0
  for (let term = 0; term < SERIES_TERMS; term++) {
    sum += power / (2 * term + 1)
    power *= ratio * ratio
  }
  return halvings * LN_2 + 2 * sum
}

/** e^value for value ≤ 0: the series on a small part, squared back up. */
export function exactExp(value: number): number {
  let squarings = 0
  let rest = value
  while (rest < -0.5) {
    rest /= 2
    squarings++
  }
  let term = 1
  let sum = 1
  for (let index = 1; index < SERIES_TERMS; index++) {
    term *= rest / index
    sum += term
  }
  for (let squaring = 0; squaring < squarings; squaring++) sum *= sum
  return sum
}
