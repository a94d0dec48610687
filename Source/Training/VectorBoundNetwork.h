#pragma once

#include "Operator/BoundNetwork.h"
#include "Training/BoundKernels.h"

#include <hwy/aligned_allocator.h>

#include <cstddef>

namespace dequantizer
{

/// BoundNetwork in single precision with the vector instructions of this processor. It processes a block of rows at a
/// time, so that the values between the layers stay in the first-level cache. Calls reuse its memory.
class VectorBoundNetwork
{
public:
    using Update = FourierParameters<float>::Update;

    explicit VectorBoundNetwork(const BoundKernels& set = boundKernels()) : kernels(&set) {}

    /// See BoundNetwork::evaluate().
    void evaluate(const Update& update, const LayerBiases<float>& biases, const Matrix<float>& rows,
                  const Matrix<float>& magnitude, Matrix<float>& bounds);

    /// See BoundNetwork::backPropagate().
    void backPropagate(const Update& update, const LayerBiases<float>& biases, const Matrix<float>& rows,
                       const Matrix<float>& magnitude, const Matrix<float>& boundsGradient, Update& gradient,
                       LayerBiases<float>& biasesGradient, BoundInputsGradient<float>* inputs);

private:
    // Aligned to at least 64 bytes.
    class Floats
    {
    public:
        void setZero(std::size_t size);
        [[nodiscard]] float* data() noexcept { return values.get(); }

    private:
        hwy::AlignedFreeUniquePtr<float[]> values;
        std::size_t capacity = 0;
    };

    // Part of a frame: the rows from `begin` of column `frame`, of which only the first `count` exist.
    struct Block
    {
        Eigen::Index frame, begin, count;
    };
    template <typename Visit>
    static void forEachBlock(const Matrix<float>& magnitude, const Visit& visit);

    void prepare(const Update& update);
    void load(const Block& block, const LayerBiases<float>& biases, const Matrix<float>& rows,
              const Matrix<float>& magnitude);
    void evaluateLayers();

    void prepareBackward(const Update& update);
    void backPropagateLayers(const Block& block, const Matrix<float>& boundsGradient);
    void passOn(const Block& block, BoundInputsGradient<float>& inputs);

    const BoundKernels* kernels;
    std::size_t units = 0;        // of each hidden layer, rounded up
    std::size_t hiddenInputs = 0; // that a hidden layer provides for the next one, with the bias, rounded up
    Floats firstWeights, secondWeights, outputWeights, firstTransposed, secondTransposed, outputTransposed;

    // Of a block: the inputs and the outputs of the layers.
    Floats features, magnitudes, first, second, exponent, bounds;

    // Of a block: the derivatives with respect to these before relu and clipping, and with respect to the logarithm of
    // the bounds.
    Floats featuresDelta, firstDelta, secondDelta, exponentDelta, logBoundDelta;

    Floats firstSums, secondSums, outputSums; // over all blocks
};

} // namespace dequantizer
