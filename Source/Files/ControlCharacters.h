#pragma once

namespace dequantizer
{

/// Whether a byte of UTF-8 text is a control character of ASCII, such as a line break.
[[nodiscard]] constexpr bool isControlCharacter(char byte) noexcept
{
    constexpr unsigned char space = 0x20, deletion = 0x7f;
    const auto code = static_cast<unsigned char>(byte);
    return code < space || code == deletion;
}

} // namespace dequantizer
