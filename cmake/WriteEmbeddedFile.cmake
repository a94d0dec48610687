# cmake -DFILE=<file> -DSYMBOL=<name> -DOUTPUT=<source> -P WriteEmbeddedFile.cmake
#
# Writes a source file with the function std::string_view dequantizer::<name>(), which returns the bytes of the file, see
# EmbedFiles.cmake.
file(READ "${FILE}" bytes HEX)
string(LENGTH "${bytes}" digits)
math(EXPR size "${digits} / 2")

# Eight bytes per word, the lowest first; the last word is padded with zeros.
math(EXPR missing "(16 - ${digits} % 16) % 16")
string(REPEAT "0" ${missing} padding)
string(REGEX REPLACE "(..)(..)(..)(..)(..)(..)(..)(..)" "0x\\8\\7\\6\\5\\4\\3\\2\\1u,\n" words "${bytes}${padding}")

file(WRITE "${OUTPUT}" "#include <bit>
#include <cstdint>
#include <string_view>

static_assert(std::endian::native == std::endian::little);

namespace dequantizer
{
namespace
{
constexpr std::uint64_t words[] = {
${words}0};
}

std::string_view ${SYMBOL}();

std::string_view ${SYMBOL}()
{
    return {reinterpret_cast<const char*>(words), ${size}};
}
} // namespace dequantizer
")
