package dev.fleetgate.promql.regex;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class RegexSyntaxTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      textBlock =
          """
          ".*" true
          ".+" false
          "a?" true
          "a|" true
          "|a" true
          "a*b*" true
          "a*b" false
          "(a*)+" true
          "(?:a|b*)" true
          "(?i)" true
          "(?i:a)" false
          "^$" true
          "\\A\\z" true
          "\\b" false
          "\\B" true
          "a{0}" true
          "a{0,3}" true
          "a{1,3}" false
          "a{,3}" false
          "(|a){5}" true
          "[a]*" true
          "[^a]" false
          "\\Q\\E" true
          "\\Qab*\\E" false
          "\\Qab\\E*" false
          "\\Qa\\E*" true
          "\\Q*" false
          """)
  void check_tellsWhetherTheEmptyTextMatches(String regex, boolean empty) {
    assertThat(RegexSyntax.check(regex)).isEqualTo(new RegexSyntax.Check(Optional.empty(), empty));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a",
        "5..",
        "a|b|c",
        "(a)(b)",
        "(?P<n>a)(?<m>b)",
        "(?i)a(?-i)b",
        "(?s-m:x)",
        "(?U)a*",
        "[]a]",
        "[^]a]",
        "[a-z0-9_-]",
        "[\\d-z]",
        "[--a]",
        "[[:alpha:][:^digit:]]",
        "[[:a]",
        "\\d\\D\\s\\S\\w\\W",
        "\\pL\\PL\\p{Lu}\\p{^Greek}\\P{Old_Italic}",
        "[\\pL\\d]",
        "\\012\\12\\0",
        "\\x41\\x{1F600}",
        "\\a\\f\\n\\r\\t\\v",
        "\\.\\-\\_\\/\\\"",
        "a*?b+?c??",
        "a{2,3}?",
        "{",
        "a{",
        "a{x}",
        "a{01}",
        "a{,}",
        "x{1000}",
        "(x{10}){100}",
        "^*",
        "\\b+",
        "a*(?i)*",
        "é+😀?",
        "}",
        "]"
      })
  void check_findsNothingWrong_inRe2Syntax(String regex) {
    assertThat(RegexSyntax.check(regex).problem()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ' ',
      quoteCharacter = '"',
      textBlock =
          """
          "*" "nothing to repeat"
          "a|+" "nothing to repeat"
          "(?i)?" "nothing to repeat"
          "a**" "invalid nested repetition"
          "a++" "invalid nested repetition"
          "a{2}{3}" "invalid nested repetition"
          "a{3,2}" "invalid repeat count"
          "a{1001}" "invalid repeat count"
          "a{99999999999}" "invalid repeat count"
          "(x{501}){2}" "invalid repeat count"
          "(x{2,}){501}" "invalid repeat count"
          "(a" "missing closing )"
          "a)" "unexpected )"
          "(?=a)" "invalid or unsupported Perl syntax"
          "(?<=a)" "invalid or unsupported Perl syntax"
          "(?P<n a)" "invalid or unsupported Perl syntax"
          "(?P=n)" "invalid or unsupported Perl syntax"
          "(?x)" "invalid or unsupported Perl syntax"
          "(?i-)" "invalid or unsupported Perl syntax"
          "[a" "invalid character class"
          "[]" "invalid character class"
          "[z-a]" "invalid character class"
          "[a-\\d]" "invalid character class"
          "[[:word" "invalid character class"
          "[[:words:]]" "invalid character class"
          "[\\p{No_Such}]" "invalid character class"
          "[\\" "invalid character class"
          "\\" "trailing backslash"
          "\\1" "invalid escape sequence"
          "\\8" "invalid escape sequence"
          "\\C" "invalid escape sequence"
          "\\Z" "invalid escape sequence"
          "\\x4" "invalid escape sequence"
          "\\x{}" "invalid escape sequence"
          "\\x{110000}" "invalid escape sequence"
          "\\x{1234567890123}" "invalid escape sequence"
          "\\p{letter}" "invalid escape sequence"
          "\\p" "invalid escape sequence"
          "\\é" "invalid escape sequence"
          """)
  void check_saysWhatIsWrong(String regex, String problem) {
    assertThat(RegexSyntax.check(regex).problem()).contains(problem);
  }

  @Test
  void check_refusesDeepNesting_withoutExhaustingTheStack() {
    assertThat(RegexSyntax.check("(".repeat(50_000)).problem())
        .contains("expression nests too deeply");
  }
}
