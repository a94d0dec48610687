#pragma once

#include <stdexcept>

namespace dequantizer
{

/// A file cannot be written. what() is one sentence for the user that names the file.
class FileError : public std::runtime_error
{
public:
    using std::runtime_error::runtime_error;
};

} // namespace dequantizer
