// The modular powers of one SRP sign-in with OpenSSL, in constant time: what a native client would have to compute.
//
// Arguments: N, g, a, x, base and exponent of the shared secret, all hexadecimal. Writes OpenSSL's version and the three
// powers; then, for each line of input, which is a number of runs, a line for each run: the nanoseconds for A, and for the
// proof.
#include <openssl/bn.h>
#include <openssl/crypto.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static BIGNUM *modulus;
static BN_MONT_CTX *montgomery;
static BN_CTX *context;

static BIGNUM *number(const char *hex) {
  BIGNUM *value = NULL;
  if (!BN_hex2bn(&value, hex)) exit(2);
  return value;
}

static void power(BIGNUM *result, const BIGNUM *base, const BIGNUM *exponent) {
  if (!BN_mod_exp_mont_consttime(result, base, exponent, modulus, context, montgomery)) exit(3);
}

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

int main(int count, char **arguments) {
  if (count != 7) return 2;
  modulus = number(arguments[1]);
  BIGNUM *generator = number(arguments[2]), *a = number(arguments[3]), *x = number(arguments[4]);
  BIGNUM *base = number(arguments[5]), *exponent = number(arguments[6]);
  BIGNUM *client_public = BN_new(), *verifier = BN_new(), *shared = BN_new();
  context = BN_CTX_new();
  montgomery = BN_MONT_CTX_new();
  if (!BN_MONT_CTX_set(montgomery, modulus, context)) return 3;

  power(client_public, generator, a);
  power(verifier, generator, x);
  power(shared, base, exponent);
  printf("%s\n%s\n%s\n%s\n", OpenSSL_version(OPENSSL_VERSION_STRING), BN_bn2hex(client_public), BN_bn2hex(verifier),
         BN_bn2hex(shared));
  fflush(stdout);

  int runs;
  while (scanf("%d", &runs) == 1) {
    for (int run = 0; run < runs; run += 1) {
      double start = now();
      power(client_public, generator, a);
      double between = now();
      power(verifier, generator, x);
      power(shared, base, exponent);
      printf("%.0f %.0f\n", between - start, now() - between);
    }
    fflush(stdout);
  }
  return 0;
}
