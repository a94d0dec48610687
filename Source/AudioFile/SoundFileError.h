#pragma once

#include "Files/Utf8Path.h"

#include <filesystem>
#include <stdexcept>
#include <string>

namespace dequantizer
{

/// A sound file cannot be read or written: what() is one sentence for the user that begins with the file name.
class SoundFileError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
    SoundFileError(const std::filesystem::path& file, const std::string& why)
        : std::runtime_error(utf8FromPath(file) + ": " + why)
    {
    }
};

} // namespace dequantizer
