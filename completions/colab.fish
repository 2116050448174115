COMPLETE=fish colab | source
