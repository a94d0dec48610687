#pragma once

#include "Operator/BoundNetwork.h"
#include "Training/BoundKernels.h"

#include <hwy/aligned_allocator.h>

#include <cstddef>

namespace dequantizer
{

/// BoundNetwork in single precision by the vectors of this processor, a block of rows at a time, so that all that
/// passes between the layers stays in the nearest cache. Its memory is used again.
class VectorBoundNetwork
{
public:
    using Update = FourierParameters<float>::Update;

    explicit VectorBoundNetwork(const BoundKernels& set = boundKernels()) : kernels(&set) {}

    /// See BoundNetwork::evaluate().
    void evaluate(const Update& update, const Matrix<float>& rows, const Matrix<float>& magnitude,
                  Matrix<float>& bounds);

    /// See BoundNetwork::backPropagate().
    void backPropagate(const Update& update, const Matrix<float>& rows, const Matrix<float>& magnitude,
                       const Matrix<float>& boundsGradient, Update& gradient, BoundInputsGradient<float>* inputs);

private:
    // Aligned to 64 bytes and more.
    class Floats
    {
    public:
        void setZero(std::size_t size);
        [[nodiscard]] float* data() noexcept { return values.get(); }

    private:
        hwy::AlignedFreeUniquePtr<float[]> values;
        std::size_t capacity = 0;
    };

    // Part of a frame: rows `begin` .. of column `frame`, of which the first `count` exist.
    struct Block
    {
        Eigen::Index frame, begin, count;
    };
    template <typename Visit>
    static void forEachBlock(const Matrix<float>& magnitude, const Visit& visit);

    void prepare(const Update& update);
    void load(const Block& block, const Matrix<float>& rows, const Matrix<float>& magnitude);
    void evaluateLayers();

    void prepareBackward(const Update& update);
    void backPropagateLayers(const Block& block, const Matrix<float>& boundsGradient);
    void passOn(const Block& block, BoundInputsGradient<float>& inputs);

    const BoundKernels* kernels;
    std::size_t units = 0;        // of each hidden layer, rounded up
    std::size_t hiddenInputs = 0; // that a hidden layer is for the next one, with the bias, rounded up
    Floats firstWeights, secondWeights, outputWeights, firstTransposed, secondTransposed, outputTransposed;

    // Of a block. What is heard, and what the layers make of it.
    Floats features, magnitudes, first, second, exponent, bounds;

    // Of a block. The derivatives with respect to these before relu and clip, and with respect to the logarithm of the
    // bounds.
    Floats featuresDelta, firstDelta, secondDelta, exponentDelta, logBoundDelta;

    Floats firstSums, secondSums, outputSums; // over all blocks
};

} // namespace dequantizer
