/** The secret numbers of a proof, computed from the messages. */
import { concat, utf8 } from '../../../local/src/encoding.js';
import { hmacSha256, sha256 } from '../../../local/src/hashing.js';
import { multiplier, N, pad, powerModN, readSalt, toNumber } from '../../../local/src/srp.js';
import type { Needles } from './needles.js';

/** The names in a proof: for a user the pool's name and the user's id, for a device its group key and its key. */
export interface Claim {
  readonly group: string;
  readonly name: string;
  readonly password: string;
}

const windowBits = 5n;

const mod = (number: bigint): bigint => ((number % N) + N) % N;

const bytesOf = (number: bigint, length: number): Buffer =>
  Buffer.from(number.toString(16).padStart(2 * length, '0'), 'hex');

/** The client's secret exponent. Anyone who has it and the messages can guess passwords. */
export function addExponent(needles: Needles, what: string, exponent: bigint, length: number): void {
  needles.addNumber(what, bytesOf(exponent, length));
  const words = Array.from({ length: Math.ceil(length / 4) }, (_, index) => {
    const word = Buffer.alloc(8);
    word.writeUInt32LE(Number((exponent >> BigInt(32 * index)) & 0xffff_ffffn));
    return word;
  });
  needles.addDigits(`${what}, in words`, words, 2);
  needles.addText(`${what}, in hexadecimal`, exponent.toString(16));
}

/** The intermediate powers of two for this exponent. They reveal it window by window. */
export function addPowersOfTwo(needles: Needles, what: string, exponent: bigint): void {
  addPowers(needles, what, 2n, exponent);
}

/** The intermediate powers for this exponent: those whose exponents lack some windows at the end. */
function addPowers(needles: Needles, what: string, base: bigint, exponent: bigint): void {
  let power = 1n;
  for (let shift = windowBits * BigInt(Math.floor(exponent.toString(2).length / 5)); shift > 0n; shift -= windowBits) {
    for (let squaring = 0n; squaring < windowBits; squaring += 1n) power = (power * power) % N;
    const rest = exponent >> shift;
    power = (power * powerModN(base, rest & 31n)) % N;
    // The first ones are the same for many exponents.
    if (rest > 2n ** 15n) addStep(needles, what, power);
  }
}

/** A number of the group, as it is passed and as the kernels represent it. */
function addElement(needles: Needles, what: string, number: bigint): void {
  needles.addNumber(what, bytesOf(number, 384));
  for (const multiple of [0n, 1n, 2n]) {
    const digits = digitsOf28(montgomery28(number) + multiple * N);
    needles.addDigits(`${what}, in 28 bits`, digits, 4);
    needles.addDigits(`${what}, in 28 bits, doubled`, digits.map(doubled), 4);
  }
  for (const multiple of [-1n, 0n, 1n]) {
    needles.addDigits(`${what}, in 52 bits`, digitsOf52(montgomery52(number) + multiple * N), 2);
  }
  needles.addDigits(`${what}, in 28 bits, plain`, digitsOf28(number), 4);
  needles.addDigits(`${what}, in 52 bits, plain`, digitsOf52(number), 2);
}

/** An intermediate number of the group, as the kernels represent it. There are many of these. */
function addStep(needles: Needles, what: string, number: bigint): void {
  for (const multiple of [0n, 1n]) {
    needles.addDigits(`${what}, in 28 bits`, digitsOf28(montgomery28(number) + multiple * N), 4);
    needles.addDigits(`${what}, in 52 bits`, digitsOf52(montgomery52(number) - multiple * N), 2);
  }
}

const montgomery28 = (number: bigint): bigint => mod(number << 3136n);
const montgomery52 = (number: bigint): bigint => mod(number << 3120n);

function doubled(digit: Buffer): Buffer {
  const double = Buffer.alloc(4);
  double.writeUInt32LE(2 * digit.readUInt32LE());
  return double;
}

function digitsOf28(number: bigint): Buffer[] {
  return Array.from({ length: 112 }, (_, index) => {
    const digit = Buffer.alloc(4);
    digit.writeUInt32LE(Number((number >> BigInt(28 * index)) & 0xfff_ffffn));
    return digit;
  });
}

function digitsOf52(number: bigint): Buffer[] {
  let rest = number;
  return Array.from({ length: 60 }, () => {
    const digit = BigInt.asIntN(52, rest);
    rest = (rest - digit) >> 52n;
    const float = Buffer.alloc(8);
    float.writeDoubleLE(Number(digit));
    return float;
  });
}

/** All numbers that a proof of `password` computes with `a` and the challenge parameters. */
export async function addProof(
  needles: Needles,
  { group, name, password }: Claim,
  a: bigint,
  challenge: Readonly<Record<string, string>>,
): Promise<void> {
  const B = BigInt(`0x${challenge.SRP_B ?? ''}`);
  const inner = await sha256(utf8(`${group}${name}:${password}`));
  const x = toNumber(await sha256(concat(pad(readSalt(challenge.SALT ?? '')), inner)));
  const u = toNumber(await sha256(concat(pad(powerModN(2n, a)), pad(B))));
  const verifier = powerModN(2n, x);
  const base = mod(B - (await multiplier) * verifier);
  const S = powerModN(base, a + u * x);
  const pseudorandom = await hmacSha256(pad(u), pad(S));
  const key = await hmacSha256(pseudorandom, concat(utf8('Caldera Derived Key'), Uint8Array.of(1)));

  needles.addText('the password', password);
  needles.addBytes("the password's hash", inner);
  addExponent(needles, 'a', a, 32);
  addExponent(needles, 'x', x, 32);
  addExponent(needles, 'a + u·x', a + u * x, 65);
  addElement(needles, 'the verifier', verifier);
  addElement(needles, 'k·v', mod((await multiplier) * verifier));
  addElement(needles, 'the verifier negated', mod(-(await multiplier) * verifier));
  addElement(needles, 'B − k·v', base);
  for (let power = 2n; power < 32n; power += 1n) addStep(needles, 'B − k·v', powerModN(base, power));
  addPowersOfTwo(needles, 'a power on the way to A', a);
  addPowersOfTwo(needles, 'a power on the way to the verifier', x);
  addElement(needles, 'S', S);
  addPowers(needles, 'a power on the way to S', base, a + u * x);
  needles.addBytes('the pseudorandom key', pseudorandom);
  needles.addBytes('K', key);
}

/** The one-time pair with this public value. */
export function exponentOf(candidates: readonly string[], srpA: string): bigint {
  const exponents = candidates.map((bytes) => toNumber(Buffer.from(bytes, 'base64')));
  const a = exponents.find((exponent) => powerModN(2n, exponent).toString(16) === srpA);
  if (a === undefined) throw new Error('A is of none of the random numbers that were drawn');
  return a;
}
